// @ts-check
/* Keys in the article's text. */
import { keyName } from "../page/keyboard-layout.js";
import { areSingleKeysOff } from "../page/single-keys.js";

/**
 * The name of a key pressed in the text, or while nothing has the focus: a drag may start beside the text. Empty for
 * any other key, and for a single key if those are off.
 * @param {Element} text
 * @param {KeyboardEvent} event
 */
export function textKey(text, event) {
  const target = /** @type {Node} */ (event.target);
  const isNowhere = target === document || (target instanceof Element && target.matches("body, main"));
  if (event.defaultPrevented || !(isNowhere || text.contains(target))) return "";
  const name = keyName(event);
  return name.length === 1 && areSingleKeysOff() ? "" : name;
}

/**
 * Which way a key moves the caret, and how far (Selection.modify).
 * @type {Record<string, [direction: string, unit: string]>}
 */
const MOVES = {
  ArrowLeft: ["left", "character"],
  ArrowRight: ["right", "character"],
  ArrowUp: ["backward", "line"],
  ArrowDown: ["forward", "line"],
  Home: ["backward", "lineboundary"],
  End: ["forward", "lineboundary"],
};

/**
 * Which way an arrow key moves the handle of a quote, and how far: sideways by words, with Shift by characters.
 * @param {KeyboardEvent} event
 * @returns {[direction: string, unit: string]}
 */
export function handleMove({ key, shiftKey }) {
  const [direction, unit] = MOVES[key];
  return [direction, unit === "character" && !shiftKey ? "word" : unit];
}

/**
 * Which way a key moves the caret, and how far: sideways by characters, with Ctrl by words.
 * @param {KeyboardEvent} event
 * @returns {[direction: string, unit: string]}
 */
export function caretMove({ key, ctrlKey }) {
  const [direction, unit] = MOVES[key];
  return [direction, unit === "character" && ctrlKey ? "word" : unit];
}

/** The keys that move. */
export const ARROWS = "ArrowLeft ArrowRight ArrowUp ArrowDown";
