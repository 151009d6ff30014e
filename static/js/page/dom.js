// @ts-check
/* Finds elements and fields, with their types. */

/**
 * The element with an id. Throws if the page has none.
 * @param {string | null} id
 */
export function byId(id) {
  const element = document.getElementById(id ?? "");
  if (!element) throw new Error(`No element has the id “${id}”.`);
  return element;
}

/**
 * The first element inside `root` that matches. Throws if there is none.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {T}
 */
export function find(root, selector) {
  const element = root.querySelector(selector);
  if (!element) throw new Error(`Nothing matches “${selector}”.`);
  return /** @type {T} */ (element);
}

/**
 * All elements inside `root` that match.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement[]}
 */
export const findAll = (root, selector) =>
  [...root.querySelectorAll(selector)].map((it) => /** @type {HTMLElement} */ (it));

/**
 * The element at which an event happened, or the one around it, that matches a selector; null if none does.
 * @param {Event} event
 * @param {string} selector
 * @returns {HTMLElement | null}
 */
export const closest = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);

/**
 * Whether a click on a link opens it elsewhere, in a tab or window of its own.
 * @param {MouseEvent} event
 */
export const opensElsewhere = ({ ctrlKey, metaKey, shiftKey }) => ctrlKey || metaKey || shiftKey;

/**
 * A field of a form by its name; of radio buttons, all of them as one. Throws if the form has none.
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {HTMLInputElement}
 */
export function field(form, name) {
  const found = form.elements.namedItem(name);
  if (!found) throw new Error(`The form has no field “${name}”.`);
  return /** @type {HTMLInputElement} */ (found);
}

/**
 * A fragment that holds these nodes, in order.
 * @param {Node[]} nodes
 */
export function fragmentOf(nodes) {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes);
  return fragment;
}
