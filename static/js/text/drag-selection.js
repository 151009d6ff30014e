/* Drags with a pointer over the article's text: they may begin at the number of a claim, and begin and end beside the text. */

const OF_THEIR_OWN = "a, button, input, textarea, select, label, .card"; // what is pressed there is not a drag over the text

/** Lets drags select the words of `text` that the hand meant, until `signal` aborts. Looks only when a button goes down or up. */
export function dragWithin(text, signal) {
  let pressed = null;
  const onPress = ({ button, clientX, clientY, target }) => {
    pressed = button ? null : { x: clientX, y: clientY + scrollY, isFree: !target.closest(OF_THEIR_OWN) };
    const number = pressed && target.closest("a.ref");
    if (number && text.contains(number)) pause(number);
  };
  const onRelease = ({ clientX, clientY }) => {
    if (pressed) pullIn(text, pressed, { x: clientX, y: clientY });
    pressed = null;
  };
  document.addEventListener("pointerdown", onPress, { capture: true, signal });
  document.addEventListener("pointerup", onRelease, { capture: true, signal });
}

/** Browsers begin no selection at a link; so the link of a number is none while the button is down. */
function pause(link) {
  const href = link.getAttribute("href");
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

/** An end beside the text is moved to the line at its height; a browser takes all words up to the end of the text. */
function pullIn(text, pressed, released) {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !selection.getRangeAt(0).intersectsNode(text)) return;
  const isIn = (node) => text.contains(node);
  const anchor = !isIn(selection.anchorNode) && pressed.isFree && beside(text, pressed.x, pressed.y - scrollY);
  const focus = !isIn(selection.focusNode) && beside(text, released.x, released.y);
  if (!anchor && !focus) return;
  const [from, to] = [
    anchor || [selection.anchorNode, selection.anchorOffset],
    focus || [selection.focusNode, selection.focusOffset],
  ];
  selection.setBaseAndExtent(...from, ...to);
}

/** The place in the text, as node and offset, at the height of a point to its left or right; null for any other point. */
export function beside(text, x, y) {
  const box = text.getBoundingClientRect();
  if (y < box.top || y > box.bottom || (x >= box.left && x <= box.right)) return null;
  const place = document.caretPositionFromPoint?.(Math.min(Math.max(x, box.left + 1), box.right - 1), y);
  return place && text.contains(place.offsetNode) ? [place.offsetNode, place.offset] : null;
}
