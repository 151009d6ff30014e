// @ts-check
/* The words of the claim in focus, painted. */
import { findAll } from "../page/dom.js";
import { marksOf } from "./text-marks.js";

/**
 * Paints the words of a claim, in place of those painted before.
 * @param {string | undefined} claim
 */
export function paint(claim) {
  for (const link of findAll(document, "#text a.ref.focused")) link.classList.remove("focused");
  for (const link of claim ? findAll(document, `#text a.ref[data-number="${claim}"]`) : []) {
    link.classList.add("focused");
  }
  if (!CSS.highlights) return;
  CSS.highlights.delete("focus");
  if (claim) CSS.highlights.set("focus", new Highlight(...marksOf(claim).map(contentsOf)));
}

/**
 * The range of an element's contents.
 * @param {Node} element
 */
export function contentsOf(element) {
  const range = new Range();
  range.selectNodeContents(element);
  return range;
}
