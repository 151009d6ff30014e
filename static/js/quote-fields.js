/* Selected words as values of a form: one run with its context, or several parted by a line with […]. */

const BETWEEN = "\n[…]\n";

/** Puts a quote into the form's fields, in place of what was there; `about` is what of the article the claim is about. */
export function fill(form, quote, about = "words") {
  if (form.elements.about) form.elements.about.value = about;
  for (const [name, value] of Object.entries(quote)) form.elements[name].value = value;
  if (form.elements.hints) form.elements.hints.value = quote.hint;
  told(form.elements.exact);
}

/** Puts a further run of words behind those that are there; each keeps the place where it begins. */
export function addTo(form, quote) {
  const { exact, hint, hints, prefix, suffix } = form.elements;
  exact.value = `${exact.value.trimEnd()}${BETWEEN}${quote.exact}`;
  hints.value = `${hints.value || hint.value} ${quote.hint}`.trim();
  for (const field of [hint, prefix, suffix]) field.value = ""; // they belong to a single run
  told(exact);
}

/** As if it had been typed: the draft is kept, and counters count. */
function told(field) {
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
