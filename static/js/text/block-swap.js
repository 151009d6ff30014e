// @ts-check
/*
 * An htmx extension that adds two swap styles. `text-block`: a block of the article's text gets the nodes of its next
 * state; where a thousand marks are, a change concerns a few of them, and only these are replaced. `text-part`: the
 * words of a new claim are drawn anew, and the rest of their block stays.
 */
import { fragmentOf } from "../page/dom.js";
import { codePoints } from "./text-offset.js";
import { putPart } from "./text-part.js";

/** @type {Map<HTMLElement, HTMLElement>} */
export const waiting = new Map(); // by block or region: its next state, until the reader lets go of it

/** @type {HtmxExtension} */
const extension = {
  handle_swap(style, target, fragment) {
    const fresh = fragment.firstElementChild;
    if (!(fresh instanceof HTMLElement)) return false;
    if (style === "text-part") changePart(target, fresh);
    else if (style === "text-block") changeWhole(target, fresh);
    else return false;
    return [];
  },
};

/**
 * Brings a block into its next state. Nodes that are equal at its start and at its end stay.
 * @param {HTMLElement} block
 * @param {HTMLElement} fresh
 */
export function changeBlock(block, fresh) {
  const isSame = block.localName === fresh.localName && block.dataset.kind === fresh.dataset.kind &&
    block.dataset.offset === fresh.dataset.offset;
  if (!isSame) return block.replaceWith(fresh);
  const [nodes, next] = [[...block.childNodes], [...fresh.childNodes]];
  const shortest = Math.min(nodes.length, next.length);
  let start = 0;
  while (start < shortest && nodes[start].isEqualNode(next[start])) start += 1;
  let end = 0;
  while (end < shortest - start && nodes[nodes.length - 1 - end].isEqualNode(next[next.length - 1 - end])) end += 1;
  for (const node of nodes.slice(start, nodes.length - end)) node.remove();
  block.insertBefore(fragmentOf(next.slice(start, next.length - end)), nodes[nodes.length - end] ?? null);
}

/**
 * Brings a block into its newest state: an older one that waits is out of date.
 * @param {HTMLElement} block
 * @param {HTMLElement} fresh
 */
function changeWhole(block, fresh) {
  waiting.delete(block);
  changeBlock(block, fresh);
}

/**
 * Draws a part of a block anew, also in the state that waits for the reader. In a block whose text was translated it
 * has no place: then the page asks for the whole block.
 * @param {HTMLElement} block
 * @param {HTMLElement} part
 */
function changePart(block, part) {
  const next = waiting.get(block);
  if (next) putPart(next, part.cloneNode(true));
  const length = codePoints(block.textContent ?? "");
  if (block.querySelector("font") || length !== Number(part.dataset.length)) {
    document.dispatchEvent(new CustomEvent("text-differs"));
  } else putPart(block, part);
}

if (document.getElementById("text")) htmx.registerExtension("text-block", extension);
