// @ts-check
/* What is typed in one form of a panel while another of its forms is sent: the panel that answers has it again. */
import { fillForm } from "../forms/form-values.js";

/** @type {Map<string, Map<string, Record<string, string[]>>>} */
const kept = new Map(); // by panel, then by form: the values of fields by their names

/**
 * @param {HTMLElement} panel
 * @param {EventTarget | null} sent the form that is answered
 */
export function keepTyped(panel, sent) {
  const forms = [...panel.querySelectorAll("form")].filter((form) => form !== sent && form.id && isTouched(form));
  kept.set(panel.id, new Map(forms.map((form) => [form.id, valuesOf(form)])));
}

/** @param {HTMLElement} panel */
export function restoreTyped(panel) {
  for (const [id, values] of kept.get(panel.id) ?? []) {
    const form = panel.querySelector(`#${id}`);
    if (form instanceof HTMLFormElement) fillForm(form, values);
  }
  kept.delete(panel.id);
}

/** @param {HTMLFormElement} form */
const isTouched = (form) => /** @type {any} */ (form.querySelector("draft-autosave"))?.isTouched === true;

/** @param {HTMLFormElement} form */
function valuesOf(form) {
  /** @type {Record<string, string[]>} */ const values = {};
  for (const [name, value] of new FormData(form)) {
    const named = form.elements.namedItem(name);
    if (named instanceof HTMLInputElement && named.type === "hidden") continue;
    if (typeof value === "string") (values[name] ??= []).push(value);
  }
  return values;
}
