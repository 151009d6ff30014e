/* Selected words as values of a form: one run with its context, or several parted by a line with […]. */

const BETWEEN = "\n[…]\n";

/** Puts quotes into the form's fields, in place of what was there; `about` is what of the article the claim is about. */
export function fill(form, quotes, about = "words") {
  if (form.elements.about) form.elements.about.value = about;
  for (const [name, value] of Object.entries(together(quotes))) {
    if (form.elements[name]) form.elements[name].value = value;
  }
  told(form.elements.exact);
}

/** Puts further runs of words behind those that are there; each keeps the place where it begins. */
export function addTo(form, quotes) {
  const { exact, hint, hints, prefix, suffix } = form.elements;
  const more = together(quotes);
  exact.value = `${exact.value.trimEnd()}${BETWEEN}${more.exact}`;
  hints.value = `${hints.value || hint.value} ${more.hints}`.trim();
  for (const field of [hint, prefix, suffix]) field.value = ""; // they belong to a single run
  told(exact);
}

/** Quotes as one: context and place belong to a single one, `hints` to each. */
export function together(quotes) {
  const hints = quotes.map(({ hint }) => hint).join(" ");
  if (quotes.length === 1) return { ...quotes[0], hints };
  return { exact: quotes.map(({ exact }) => exact).join(BETWEEN), prefix: "", suffix: "", hint: "", hints };
}

/** As if it had been typed: the draft is kept, and counters count. */
function told(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
