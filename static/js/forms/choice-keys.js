// @ts-check
/*
 * Keys in the forms about a claim: digits choose a rating and letters a stance where a row of choices has the focus,
 * and Ctrl+Enter sends a review or evidence.
 */
import { closest, find, findAll } from "../page/dom.js";
import { areSingleKeysOff } from "../page/shortcuts.js";

const STANCE_KEYS = { s: "supports", r: "refutes", c: "context" };

document.addEventListener("keydown", (event) => {
  const { target, key, ctrlKey, metaKey } = event;
  if (key === "Enter" && (ctrlKey || metaKey)) return send(event);
  if (!(target instanceof HTMLInputElement) || target.type !== "radio" || areSingleKeysOff()) return;
  const root = closest(event, "claim-panel, .form");
  if (!root || ctrlKey || metaKey || event.altKey) return;
  const stance = STANCE_KEYS[/** @type {keyof STANCE_KEYS} */ (key)];
  const chosen = target.name === "rating"
    ? radiosIn(root, "rating")[Number(key) - 1]
    : radiosIn(target.form ?? root, "stance").find(({ value }) => value === stance); // also from the list of sources
  if (!chosen) return;
  event.preventDefault();
  choose(chosen);
});

/**
 * The radio buttons of a name, in their order.
 * @param {HTMLElement} root
 * @param {string} name
 */
export function radiosIn(root, name) {
  return /** @type {HTMLInputElement[]} */ (findAll(root, `input[name=${name}]`));
}

/** @param {HTMLInputElement} radio */
export function choose(radio) {
  radio.focus({ preventScroll: true });
  radio.click();
}

/** @param {KeyboardEvent} event */
function send(event) {
  const form = closest(event, "claim-panel form, .review-form, .evidence-form");
  if (!form) return;
  event.preventDefault();
  /** @type {HTMLFormElement} */ (form).requestSubmit(find(form, "button[data-kind=primary]"));
}
