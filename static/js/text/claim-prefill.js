// @ts-check
/* What the form of a new claim begins with: the words as the statement, and the last claimant of the article. */
import { closest, field, find, findAll } from "../page/dom.js";

const MAX_STATEMENT = 500; // characters

/** @type {WeakMap<HTMLFormElement, string>} */
const prefilled = new WeakMap(); // the statement that nobody has typed

/** Whether nothing in the form was typed by a person. @param {HTMLFormElement} form */
export const isUntouched = (form) => ["", prefilled.get(form) ?? ""].includes(field(form, "statement").value);

/**
 * Fills in what follows from the words and the article, unless something was typed.
 * @param {HTMLFormElement} form
 * @param {string[]} words
 */
export function prefill(form, words) {
  const statement = field(form, "statement");
  if (isUntouched(form)) {
    statement.value = words.join(" ").replace(/\s+/g, " ").trim();
    if (statement.value.length > MAX_STATEMENT) statement.value = "";
    prefilled.set(form, statement.value);
    statement.dispatchEvent(new CustomEvent("input", { bubbles: true, detail: "by-script" }));
  }
  const [last] = findAll(form, "[data-claimant]");
  if (last && !field(form, "claimant_name").value) choose(form, last);
  const day = field(form, "said_on");
  if (form.dataset.day && !day.value) day.value = form.dataset.day;
  if (!form.querySelector(".error-summary")) find(form, ".more-fields").removeAttribute("open");
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement} button of a claimant
 */
function choose(form, button) {
  const values = JSON.parse(button.dataset.claimant ?? "{}");
  for (const [name, value] of Object.entries(values)) field(form, name).value = value;
  for (const other of findAll(form, "[data-claimant]")) {
    other.setAttribute("aria-pressed", other === button ? "true" : "false");
  }
}

/**
 * Whoever claims what was stored comes first for the next claim.
 * @param {HTMLFormElement} form before it is emptied
 */
export function rememberClaimant(form) {
  const names = ["claimant_name", "claimant_role", "claimant_kind", "claimant_wikidata"];
  const values = Object.fromEntries(names.map((name) => [name, field(form, name).value]));
  const buttons = form.querySelector(".claimants");
  if (!buttons || !values.claimant_name) return;
  const button = findAll(buttons, "button").find((other) => other.textContent?.trim() === values.claimant_name) ??
    Object.assign(document.createElement("button"), { type: "button", textContent: values.claimant_name, dir: "auto" });
  button.dataset.claimant = JSON.stringify(values);
  buttons.prepend(button);
}

/** Puts the claimants of the article below their field, and shows what needs a script. @param {HTMLFormElement} form */
export function prepare(form) {
  const buttons = /** @type {HTMLElement | null} */ (form.querySelector(".claimants"));
  if (buttons) field(form, "claimant_name").closest(".field")?.after(buttons);
  for (const hidden of [buttons, find(form, "[data-closes]")]) if (hidden) hidden.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = closest(event, ".claimants > [data-claimant]");
  const form = /** @type {HTMLFormElement | null | undefined} */ (button?.closest("form"));
  if (button && form) choose(form, button);
});
