/* Keys: one table binds them and fills the sheet that `?` opens. Never in a field; single keys can be switched off. */
import { nameOf } from "./keyboard-layout.js";
import { _ } from "./i18n.js";

const OFF = "factcheck.single-keys-off";
const SEQUENCE_MS = 1200;

const follow = (selector) => () => document.querySelector(selector)?.click();
const focus = (selector) => () => document.querySelector(selector)?.focus();

const table = new Map();
let first = null;
let forget = 0;

/** Binds a key (`"c"`, `"g d"`, `"?"`) to an act; `words` stand in the sheet. A page without the act's target ignores it. */
export function bind(keys, words, act) {
  table.set(keys, { words, act });
}

bind("?", _("Show keyboard shortcuts"), openSheet);
bind("/", _("Search"), focus("#search"));
bind("g d", _("Go to the desk"), follow(".masthead-name"));
bind("g a", _("Go to the articles"), follow('.rooms a[data-goes="articles"]'));
bind("g c", _("Go to the claims"), follow('.rooms a[data-goes="claims"]'));
bind("e", _("Add evidence to the claim"), follow('[data-acts="evidence"]'));
bind("r", _("Rate the claim"), follow('[data-acts="review"]'));
bind("u", _("Undo last action"), follow('[data-steps="back"]'));
bind("U", _("Redo last action"), follow('[data-steps="again"]'));
bind("g s", _("Go to the sources"), follow('.rooms a[data-goes="sources"]'));

function openSheet() {
  const sheet = document.getElementById("shortcuts");
  if (!sheet || sheet.open) return;
  sheet.querySelector(".keys").replaceChildren(...[...table].flatMap(([keys, { words }]) => line(keys, words)));
  sheet.querySelector("#single-letters").checked = !areSingleKeysOff();
  sheet.showModal();
}

function line(keys, words) {
  const term = document.createElement("dt");
  const meaning = document.createElement("dd");
  for (const key of keys.split(" ")) {
    const cap = document.createElement("kbd");
    cap.textContent = key;
    term.append(cap, " ");
  }
  meaning.textContent = words;
  return [term, meaning];
}

/** Whether this person wants no single key to act at once. */
export const areSingleKeysOff = () => localStorage.getItem(OFF) === "yes";

const TYPED = "input, textarea, select, [contenteditable], dialog[open]";
const isTyping = (target) => target.closest(TYPED) !== null && target.checkVisibility(); // a sheet that closes keeps the focus a moment

function heard(event) {
  if (areSingleKeysOff() || event.defaultPrevented) return;
  if (event.target instanceof Element && isTyping(event.target)) return;
  const name = nameOf(event);
  if (!name || name === "Shift" || name === "CapsLock") return; // on the way to another key
  const keys = first ? `${first} ${name}` : name;
  clearTimeout(forget);
  first = null;
  if (table.has(keys)) {
    event.preventDefault();
    table.get(keys).act(event);
  } else if ([...table.keys()].some((bound) => bound.startsWith(`${keys} `))) {
    first = keys;
    forget = setTimeout(() => (first = null), SEQUENCE_MS);
  }
}

document.addEventListener("keydown", heard);
document.addEventListener("change", ({ target }) => {
  if (target.id === "single-letters") localStorage.setItem(OFF, target.checked ? "no" : "yes");
});
document.addEventListener("click", ({ target }) => {
  if (target.closest('[data-opens="shortcuts"]')) openSheet();
});
document.querySelectorAll("[data-needs-script]").forEach((part) => (part.hidden = false));
