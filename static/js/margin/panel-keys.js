// @ts-check
/* Keys in the panel of a claim: digits choose a rating, letters a stance, Ctrl+Enter sends the form with the focus. */
import { closest, find, findAll } from "../page/dom.js";
import { areSingleKeysOff } from "../page/shortcuts.js";

const STANCE_KEYS = { s: "supports", r: "refutes", c: "context" };

/**
 * @param {HTMLElement} panel
 * @param {KeyboardEvent} event
 */
export function onPanelKey(panel, event) {
  const { target, key, ctrlKey, metaKey } = event;
  if (key === "Enter" && (ctrlKey || metaKey)) return send(event);
  if (!(target instanceof HTMLInputElement) || target.type !== "radio" || areSingleKeysOff()) return;
  if (ctrlKey || metaKey || event.altKey) return;
  const stance = STANCE_KEYS[/** @type {keyof STANCE_KEYS} */ (key)];
  const chosen = target.name === "rating"
    ? radiosIn(panel, "rating")[Number(key) - 1]
    : radiosIn(target.form ?? panel, "stance").find(({ value }) => value === stance); // also from the list of sources
  if (!chosen) return;
  event.preventDefault();
  choose(chosen);
}

/**
 * The radio buttons of a name, in their order.
 * @param {HTMLElement} panel or a form in it
 * @param {string} name
 */
export function radiosIn(panel, name) {
  return /** @type {HTMLInputElement[]} */ (findAll(panel, `input[name=${name}]`));
}

/** @param {HTMLInputElement} radio */
export function choose(radio) {
  radio.focus({ preventScroll: true });
  radio.click();
}

/** @param {KeyboardEvent} event */
function send(event) {
  const form = closest(event, "form");
  if (!form) return;
  event.preventDefault();
  /** @type {HTMLFormElement} */ (form).requestSubmit(find(form, "button[data-kind=primary]"));
}
