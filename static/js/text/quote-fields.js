// @ts-check
/* Selected words as values of a form: one quote with its context, or several with a line `[…]` between them. */
import { field } from "../page/dom.js";

/** @typedef {import("./text-offset.js").Quote} Quote */

const SEPARATOR = "\n[…]\n";

/**
 * Replaces the quote in a form.
 * @param {HTMLFormElement} form
 * @param {Quote[]} quotes
 * @param {"words" | "omission"} [about] whether the claim is in the words or in what is missing after them
 */
export function fill(form, quotes, about = "words") {
  for (const [name, value] of Object.entries({ about, ...joined(quotes) })) {
    if (form.elements.namedItem(name)) field(form, name).value = String(value);
  }
  notify(field(form, "exact"));
}

/**
 * Adds further quotes after those in the form. Each keeps its own position.
 * @param {HTMLFormElement} form
 * @param {Quote[]} quotes
 */
export function append(form, quotes) {
  const [exact, hint, hints] = ["exact", "hint", "hints"].map((name) => field(form, name));
  const added = joined(quotes);
  exact.value = `${exact.value.trimEnd()}${SEPARATOR}${added.exact}`;
  hints.value = `${hints.value || hint.value} ${added.hints}`.trim();
  for (const name of ["hint", "prefix", "suffix"]) field(form, name).value = ""; // they belong to a single quote
  notify(exact);
}

/**
 * The values for several quotes. A single quote has a context and a position; `hints` are the positions of all.
 * @param {Quote[]} quotes
 */
export function joined(quotes) {
  const hints = quotes.map(({ hint }) => hint).join(" ");
  if (quotes.length === 1) return { ...quotes[0], hints };
  return { exact: quotes.map(({ exact }) => exact).join(SEPARATOR), prefix: "", suffix: "", hint: "", hints };
}

/**
 * Opens the page of a form with quotes.
 * @param {HTMLFormElement} form
 * @param {Quote[]} quotes
 * @param {Record<string, string>} values of further fields
 */
export function openWith(form, quotes, values) {
  for (const [name, value] of Object.entries({ ...joined(quotes), ...values })) field(form, name).value = String(value);
  form.submit();
}

/**
 * Characters are counted; a form in which nobody has typed is no draft.
 * @param {HTMLElement} element
 */
function notify(element) {
  element.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "by-script" }));
}
