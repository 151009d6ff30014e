// @ts-check
/* Keyboard shortcuts: one table binds the keys and fills the list that `?` opens. Keys do nothing in a field. */
import { closest, find, findAll } from "./dom.js";
import { _ } from "./i18n.js";
import { keyName } from "./keyboard-layout.js";
import { tasksOf } from "./shortcut-list.js";
import { areSingleKeysOff, switchSingleKeys } from "./single-keys.js";

export { bindIn } from "./local-keys.js";

/** @typedef {(event: KeyboardEvent) => void} Act */

const SEQUENCE_TIMEOUT_MS = 1200; // between the keys of "g d"
const FIELDS = "input, textarea, select, [contenteditable], dialog[open]";
const SHIFT_KEYS = new Set(["Shift", "CapsLock"]); // pressed on the way to another key

/** @type {Map<string, { description: string, act: Act }>} */
export const shortcuts = new Map();
let sequence = "";
let sequenceTimer = 0;

/**
 * Binds a key or a sequence of keys (`"c"`, `"g d"`, `"?"`) to an act.
 * @param {string} keys
 * @param {string} description for the list of shortcuts
 * @param {Act} act does nothing if the page lacks what it needs
 */
export function bind(keys, description, act) {
  shortcuts.set(keys, { description, act });
}

/** @param {string} selector */
const click = (selector) => () => findAll(document, selector)[0]?.click();
/** @param {string} selector */
const focus = (selector) => () => findAll(document, selector)[0]?.focus();

bind("?", _("Show keyboard shortcuts"), openList);
bind("/", _("Search"), focus("#search"));
bind("Ctrl+K", _("Search, also while typing (⌘K on a Mac)"), focus("#search"));
bind("g d", _("Go to the desk"), click(".masthead-name"));
bind("g a", _("Go to the articles"), click('.rooms a[data-goes="articles"]'));
bind("g c", _("Go to the claims"), click('.rooms a[data-goes="claims"]'));
bind("e", _("Add evidence to the claim"), click('[data-acts="evidence"]'));
bind("p", _("Find evidence for the claim in captures"), click('[data-acts="finding"]'));
bind("r", _("Rate the claim"), click('[data-acts="review"]'));
bind("u", _("Undo last action"), click('[data-steps="back"]'));
bind("U", _("Redo last action"), click('[data-steps="again"]'));
bind("g s", _("Go to the sources"), click('.rooms a[data-goes="sources"]'));

function openList() {
  const dialog = document.getElementById("shortcuts");
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  find(dialog, ".tasks").replaceChildren(...tasksOf(shortcuts));
  showWhetherOff(dialog);
  dialog.showModal();
}

/** @param {ParentNode} dialog */
const showWhetherOff = (dialog) => find(dialog, "[data-single-keys-off]").hidden = !areSingleKeysOff();

/**
 * Whether keys are typed into an element. A closing dialog keeps the focus a moment.
 * @param {Element} target
 */
const isField = (target) => target.closest(FIELDS) !== null && target.checkVisibility();

/**
 * Ctrl+K, or ⌘K on a Mac: it works in fields too, and isn't a single key that could be switched off.
 * @param {KeyboardEvent} event
 */
const isSearchChord = (event) =>
  (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && (event.key === "k" || event.code === "KeyK");

/** @param {KeyboardEvent} event */
function runChord(event) {
  event.preventDefault();
  shortcuts.get("Ctrl+K")?.act(event);
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (isSearchChord(event)) return runChord(event);
  if (areSingleKeysOff() || event.defaultPrevented) return;
  if (event.target instanceof Element && isField(event.target)) return;
  const name = keyName(event);
  if (!name || SHIFT_KEYS.has(name)) return;
  const keys = sequence ? `${sequence} ${name}` : name;
  clearTimeout(sequenceTimer);
  sequence = "";
  const shortcut = shortcuts.get(keys);
  if (shortcut) {
    event.preventDefault();
    shortcut.act(event);
  } else if ([...shortcuts.keys()].some((bound) => bound.startsWith(`${keys} `))) {
    sequence = keys;
    sequenceTimer = setTimeout(() => (sequence = ""), SEQUENCE_TIMEOUT_MS);
  }
}

addEventListener("keydown", onKey); // after what a part of the page does with a key
document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.id !== "single-letters") return;
  switchSingleKeys(target.checked);
  showWhetherOff(document);
});
document.addEventListener("click", (event) => {
  if (closest(event, '[data-opens="shortcuts"]')) openList();
});
for (const element of findAll(document, "[data-needs-script]")) element.hidden = false;
