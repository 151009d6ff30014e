// @ts-check
/* Offsets in the stored text are Unicode code points; the DOM counts UTF-16 units. Only this module converts them. */
import { findAll } from "../page/dom.js";

/** @typedef {{ exact: string, prefix: string, suffix: string, hint: number }} Quote */

const CONTEXT_LENGTH = 64; // code points on either side of a quote

/**
 * How many code points a string has.
 * @param {string} text
 */
export function codePoints(text) {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}

/**
 * The text of a range without whitespace at its ends, where it starts, and its context; null if nothing remains.
 * @param {Element} root
 * @param {Range} range
 * @returns {Quote | null}
 */
export function quoteOf(root, range) {
  const raw = range.toString();
  const exact = raw.trim();
  if (!exact) return null;
  const before = textBeside(root, range, "before") + raw.slice(0, raw.length - raw.trimStart().length);
  const after = raw.slice(raw.trimEnd().length) + textBeside(root, range, "after");
  return {
    exact,
    prefix: Array.from(before.slice(-2 * CONTEXT_LENGTH)).slice(-CONTEXT_LENGTH).join(""),
    suffix: Array.from(after.slice(0, 2 * CONTEXT_LENGTH)).slice(0, CONTEXT_LENGTH).join(""),
    hint: Number(root.getAttribute("data-start")) + codePoints(before),
  };
}

/**
 * @param {Element} root
 * @param {Range[]} ranges
 */
export const quotesOf = (root, ranges) => ranges.map((range) => quoteOf(root, range)).filter((quote) => quote !== null);

/**
 * @param {Element} root
 * @param {Range} range
 * @param {"before" | "after"} side
 */
function textBeside(root, range, side) {
  const rest = document.createRange();
  rest.selectNodeContents(root);
  if (side === "before") rest.setEnd(range.startContainer, range.startOffset);
  else rest.setStart(range.endContainer, range.endOffset);
  return rest.toString();
}

/**
 * The range from `start` to `end`, in code points; null if the text is shorter. Blocks carry their offset.
 * @param {Element} root
 * @param {number} start
 * @param {number} end
 */
export function rangeAt(root, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const block = findAll(root, "[data-offset]").findLast(({ dataset }) => Number(dataset.offset) <= start);
  if (block) walker.currentNode = block;
  let passed = Number(block?.dataset.offset ?? 0);
  let isStarted = false;
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    const length = codePoints(node.data);
    if (!isStarted && start < passed + length) {
      range.setStart(node, units(node.data, start - passed));
      isStarted = true;
    }
    if (isStarted && end <= passed + length) {
      range.setEnd(node, units(node.data, end - passed));
      return range;
    }
    passed += length;
  }
  return null;
}

/**
 * How many UTF-16 units the first `count` code points of a text have.
 * @param {string} text
 * @param {number} count
 */
export const units = (text, count) => Array.from(text).slice(0, count).join("").length;
