// @ts-check
/* Draws words of a block anew, between two places in it, and leaves the rest of the block. */
import { fragmentOf } from "../page/dom.js";
import { codePoints, units } from "./text-offset.js";

/**
 * Draws a part of a block anew: what was between its ends is replaced.
 * @param {HTMLElement} block
 * @param {Node} part with `data-from` and `data-to`, in code points
 */
export function putPart(block, part) {
  const { dataset, childNodes } = /** @type {HTMLElement} */ (part);
  const offset = Number(block.dataset.offset);
  let node = cutAt(block, Number(dataset.from) - offset);
  const after = cutAt(block, Number(dataset.to) - offset);
  while (node && node !== after) {
    const following = node.nextSibling;
    node.remove();
    node = following;
  }
  block.insertBefore(fragmentOf([...childNodes]), after);
}

/**
 * The node of a block that begins at a place, which is cut there if needed; links at that place belong to what is
 * before it. Null at the end of the block.
 * @param {HTMLElement} block
 * @param {number} place in code points
 * @returns {ChildNode | null}
 */
function cutAt(block, place) {
  let node = block.firstChild;
  for (let rest = place; node; node = node.nextSibling) {
    const length = codePoints(node.textContent ?? "");
    if (rest < length) return rest ? cut(node, rest) : node;
    rest -= length;
  }
  return null;
}

/**
 * Cuts a text, or a mark around a text; returns what follows.
 * @param {ChildNode} node
 * @param {number} place in code points
 * @returns {ChildNode}
 */
function cut(node, place) {
  const text = /** @type {Text} */ (node instanceof Text ? node : node.firstChild);
  const rest = text.splitText(units(text.data, place));
  if (node === text) return rest;
  const mark = /** @type {ChildNode} */ (node.cloneNode(false));
  mark.appendChild(rest);
  node.after(mark);
  return mark;
}
