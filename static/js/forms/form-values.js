// @ts-check
/* Reads and fills in the values of forms. */

/**
 * The values of a form without its files.
 * @param {HTMLFormElement} form
 */
export function textValues(form) {
  const values = new FormData(form);
  for (const [name, value] of [...values]) if (typeof value !== "string") values.delete(name);
  return values;
}

/**
 * A hidden field.
 * @param {string} name
 */
export function hiddenField(name) {
  return Object.assign(document.createElement("input"), { type: "hidden", name });
}

/**
 * Fills in a form, opens every <details> around it, and fires events for the character counters and drafts.
 * @param {HTMLFormElement} form
 * @param {Record<string, string[]>} values by the names of fields
 */
export function fillForm(form, values) {
  for (const [name, list] of Object.entries(values)) fillFields(form.elements.namedItem(name), list);
  for (let box = form.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
}

/**
 * @param {RadioNodeList | Element | null} named all fields of one name
 * @param {string[]} values
 */
function fillFields(named, values) {
  if (!named) return;
  const fields = /** @type {HTMLInputElement[]} */ (named instanceof RadioNodeList ? [...named] : [named]);
  fields.forEach((field, index) => {
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else field.value = values[index] ?? "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

/**
 * Empties a form. A page that was opened with the draft in its form is loaded again without it.
 * @param {HTMLFormElement} form
 */
export function emptyForm(form) {
  const page = new URL(location.href);
  if (!page.searchParams.has("typed")) return form.reset();
  for (const name of ["typed", "out"]) page.searchParams.delete(name);
  location.replace(page);
}
