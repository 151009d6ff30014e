// @ts-check
/* What of the page the reader is using, and mustn't be changed under their hands. */

/** Placed by their distance from the top of the page. */
const PLACED_AT_WORDS = ":is(.selection-bar, text-caret, mark-handles):not([hidden])";

let isPressed = false; // in the text

/**
 * Whether an element contains the focus, a selection, the caret or the words of a claim that is being written, or
 * whether a drag has started. A region around the text is also held by what is placed at words: that wouldn't move
 * with them.
 * @param {Element} element
 */
export function isHeld(element) {
  if (isPressed || element.contains(document.activeElement)) return true;
  if (element.matches("[data-live]") && document.querySelector(PLACED_AT_WORDS)) return true;
  return heldRanges().some((range) => range.intersectsNode(element));
}

/** @returns {Range[]} */
function heldRanges() {
  const selection = document.getSelection();
  const composer = document.getElementById("composer");
  const isWriting = composer instanceof HTMLDetailsElement && composer.open;
  const written = /** @type {Range[]} */ (isWriting ? [...(CSS.highlights?.get("pending") ?? [])] : []);
  const hasCaret = document.querySelector("text-caret:not([hidden])") !== null;
  const isSelected = selection?.rangeCount && (hasCaret || !selection.isCollapsed);
  return isSelected ? [...written, selection.getRangeAt(0)] : written;
}

/**
 * Calls a function in the frame after each moment in which the reader may have let go of something.
 * @param {() => void} onRelease
 */
export function watchReader(onRelease) {
  document.addEventListener("pointerdown", ({ button, target }) => {
    isPressed = button === 0 && target instanceof Element && target.closest("#text") !== null;
  });
  for (const name of ["pointerup", "pointercancel", "selectionchange", "focusout", "toggle"]) {
    const onEvent = () => {
      if (name.startsWith("pointer")) isPressed = false;
      requestAnimationFrame(onRelease);
    };
    document.addEventListener(name, onEvent, true);
  }
}
