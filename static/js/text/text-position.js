// @ts-check
/* Which position in the article's text is at a point of the window. */

/** @typedef {[Node, number]} Position a node and an offset in it */

/**
 * The position in the text at a point, or at its height if the point is beside the text; null for any other point.
 * @param {Element} text
 * @param {number} x
 * @param {number} y
 * @returns {Position | null}
 */
export function positionAt(text, x, y) {
  const at = document.caretPositionFromPoint(x, y);
  return at && text.contains(at.offsetNode) ? [at.offsetNode, at.offset] : beside(text, x, y);
}

/**
 * The position in the text at the height of a point to its left or right; null for any other point.
 * @param {Element} text
 * @param {number} x
 * @param {number} y
 * @returns {Position | null}
 */
export function beside(text, x, y) {
  const box = text.getBoundingClientRect();
  if (y < box.top || y > box.bottom || (x >= box.left && x <= box.right)) return null;
  const position = document.caretPositionFromPoint?.(Math.min(Math.max(x, box.left + 1), box.right - 1), y);
  return position && text.contains(position.offsetNode) ? [position.offsetNode, position.offset] : null;
}
