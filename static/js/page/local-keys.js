// @ts-check
/*
 * Keys of one place, such as the cursor in the text or a panel. What binds them is also what `?` lists: no other script
 * asks which key was pressed.
 */
import { keyName } from "./keyboard-layout.js";
import { areSingleKeysOff } from "./single-keys.js";

/** @typedef {import("./shortcut-list.js").Task} Task */
/** @typedef {(event: KeyboardEvent) => unknown} Act returns false if the key isn't meant here */
/** @typedef {[keys: string, description: string, act: Act]} Row alternative keys are separated by a blank */

/** @type {Map<Task, Map<string, string>>} */
export const localKeys = new Map(); // by task: the keys with their descriptions

/**
 * Binds keys in one place. Returns a function that runs the act of a key; whether the key was used.
 * @param {Task} task under which they are listed
 * @param {Row[]} rows `"Shift+Enter"` and `"Ctrl+Enter"` (also ⌘) come before `"Enter"`, which is that key in any case
 * @returns {(event: KeyboardEvent) => boolean}
 */
export function bindIn(task, rows) {
  const listed = localKeys.get(task) ?? new Map();
  localKeys.set(task, listed);
  const acts = new Map();
  for (const [keys, description, act] of rows) {
    listed.set(keys, description);
    for (const key of keys.split(" ")) acts.set(key, act);
  }
  return (event) => {
    const act = namesOf(event).map((name) => acts.get(name)).find((found) => found);
    return act !== undefined && act(event) !== false;
  };
}

/**
 * The names under which a key may be bound, the most exact first. A letter has only one, and none while single keys are
 * off.
 * @param {KeyboardEvent} event
 */
function namesOf(event) {
  const { key, ctrlKey, metaKey, shiftKey } = event;
  const name = keyName(event) || (key.length > 1 && !event.isComposing ? key : "");
  if (name.length <= 1) return areSingleKeysOff() ? [] : [name];
  const modifiers = [...(ctrlKey || metaKey ? ["Ctrl"] : []), ...(shiftKey ? ["Shift"] : [])];
  return [[...modifiers, name].join("+"), name];
}
