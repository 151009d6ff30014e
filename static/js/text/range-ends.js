// @ts-check
/* Moves one end of a range of the article's text. */
import { segmentAt } from "./text-segments.js";
import { clipped } from "./text-selection.js";

/** @typedef {"start" | "end"} End */
/** @typedef {import("./text-position.js").Position} Position */

/**
 * The range with one end at a position, or at the edge of the word there; null if it would pass the other end.
 * @param {Element} text
 * @param {Range} range
 * @param {End} end
 * @param {Position} position
 * @param {"word" | "character"} unit
 */
export function withEnd(text, range, end, [node, offset], unit) {
  const word = unit === "word" ? segmentAt(text, node, offset, "word") : null;
  const moved = range.cloneRange();
  if (end === "start") moved.setStart(word?.startContainer ?? node, word?.startOffset ?? offset);
  else moved.setEnd(word?.endContainer ?? node, word?.endOffset ?? offset);
  const isOtherEndKept = end === "start"
    ? moved.endContainer === range.endContainer
    : moved.startContainer === range.startContainer;
  return isOtherEndKept ? clipped(text, moved) : null;
}

/**
 * Where a caret at one end of a range would go. The browser knows words, lines and directions.
 * @param {Range} range
 * @param {End} end
 * @param {string} direction
 * @param {string} unit
 * @returns {Position | null}
 */
export function caretStep(range, end, direction, unit) {
  const selection = document.getSelection();
  if (!selection) return null;
  if (end === "start") selection.collapse(range.startContainer, range.startOffset);
  else selection.collapse(range.endContainer, range.endOffset);
  selection.modify("move", direction, unit);
  const { focusNode, focusOffset } = selection;
  selection.removeAllRanges();
  return focusNode && [focusNode, focusOffset];
}

/**
 * Puts a handle below either end of a range.
 * @param {HTMLElement[]} handles with `data-end`
 * @param {Range} range
 */
export function placeHandles(handles, range) {
  const isLtr = getComputedStyle(/** @type {Element} */ (range.startContainer.parentElement)).direction === "ltr";
  const boxes = [...range.getClientRects()];
  const { scrollX, scrollY } = window; // read before anything is written
  for (const handle of handles) {
    const isStart = endOf(handle) === "start";
    const box = isStart ? boxes[0] : boxes[boxes.length - 1];
    handle.style.setProperty("--at", `${box.bottom + scrollY}px`);
    handle.style.setProperty("--along", `${(isStart === isLtr ? box.left : box.right) + scrollX}px`);
  }
}

/**
 * @param {HTMLElement} handle
 * @returns {End}
 */
export const endOf = ({ dataset }) => (dataset.end === "start" ? "start" : "end");
