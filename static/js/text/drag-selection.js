// @ts-check
/* Lets a drag start at the number of a claim, and start and end beside the article's text. */
import { closest } from "../page/dom.js";
import { beside } from "./text-position.js";

/** @typedef {{ x: number, y: number }} Point */

const NOT_TEXT = "a, button, input, textarea, select, label, .card"; // a drag that starts there doesn't select words

/**
 * Corrects selections by drag inside `text`, until `signal` aborts. It looks only when a button goes down or up.
 * @param {Element} text
 * @param {AbortSignal} signal
 */
export function dragWithin(text, signal) {
  /** @type {(Point & { isText: boolean }) | null} the point in the document where the button went down */
  let start = null;
  /** @param {PointerEvent} event */
  const onPress = (event) => {
    start = event.button
      ? null
      : { x: event.clientX, y: event.clientY + scrollY, isText: closest(event, NOT_TEXT) === null };
    const number = start && closest(event, "a.ref");
    if (number && text.contains(number)) pause(number);
  };
  /** @param {PointerEvent} event */
  const onRelease = ({ clientX: x, clientY: y }) => {
    if (start) correct(text, start.isText ? { x: start.x, y: start.y - scrollY } : null, { x, y });
    start = null;
  };
  document.addEventListener("pointerdown", onPress, { capture: true, signal });
  document.addEventListener("pointerup", onRelease, { capture: true, signal });
}

/**
 * Takes the address from a link while the button is down: browsers start no selection at a link.
 * @param {Element} link
 */
function pause(link) {
  const href = link.getAttribute("href") ?? "";
  const released = new AbortController();
  const resume = () => {
    link.setAttribute("href", href);
    released.abort();
  };
  link.removeAttribute("href");
  for (const name of ["pointerup", "pointercancel", "blur"]) {
    window.addEventListener(name, resume, { capture: true, signal: released.signal });
  }
}

/**
 * Moves an end beside the text to the line at its height; a browser would take all words up to the end of the text.
 * @param {Element} text
 * @param {Point | null} start null if the drag didn't start at words
 * @param {Point} end
 */
function correct(text, start, end) {
  const selection = document.getSelection();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  if (!selection || !anchorNode || !focusNode || selection.isCollapsed) return;
  if (!selection.getRangeAt(0).intersectsNode(text)) return;
  const anchor = start && !text.contains(anchorNode) ? beside(text, start.x, start.y) : null;
  const focus = text.contains(focusNode) ? null : beside(text, end.x, end.y);
  if (!anchor && !focus) return;
  selection.setBaseAndExtent(
    ...(anchor ?? [anchorNode, anchorOffset ?? 0]),
    ...(focus ?? [focusNode, focusOffset ?? 0]),
  );
}
