// @ts-check
/* Selects words over the picture of a page by drag: browsers know no position beside a line of SVG text. */

/** @typedef {[Text, number]} Position a text node and an offset in it */

/**
 * Selects from the position nearest to where the mouse went down to the one nearest to where it is, until `signal`
 * aborts. Double clicks, and drags that extend a selection, are the browser's.
 * @param {SVGSVGElement} page
 * @param {AbortSignal} signal
 */
export function dragOnPage(page, signal) {
  /** @type {Position | null} */
  let start = null;
  /** @param {MouseEvent} event */
  const onPress = (event) => {
    const isDrag = event.button === 0 && event.detail === 1 && !event.shiftKey;
    start = isDrag ? nearest(page, event) : null;
    if (!start) return;
    event.preventDefault(); // of the browser's own selection
    document.getSelection()?.collapse(...start);
    page.focus({ preventScroll: true });
  };
  /** @param {MouseEvent} event */
  const onMove = (event) => {
    const end = start && event.buttons & 1 ? nearest(page, event) : null;
    if (start && end) document.getSelection()?.setBaseAndExtent(...start, ...end);
  };
  const onRelease = () => start = null;
  page.addEventListener("mousedown", onPress, { signal });
  document.addEventListener("mousemove", onMove, { signal });
  document.addEventListener("mouseup", onRelease, { signal });
}

/**
 * The position in the line that is nearest to a point of the window; null on a page without words.
 * @param {SVGSVGElement} page
 * @param {{ clientX: number, clientY: number }} point
 * @returns {Position | null}
 */
function nearest(page, { clientX: x, clientY: y }) {
  const lines = [...page.querySelectorAll("text")].filter((line) => line.firstChild instanceof Text);
  const distances = lines.map((line) => distance(line.getBoundingClientRect(), x, y));
  const line = lines[distances.indexOf(Math.min(...distances))];
  return line ? [/** @type {Text} */ (line.firstChild), offsetIn(line, x)] : null;
}

/**
 * How far a point is from a line: its height counts first.
 * @param {DOMRect} box
 * @param {number} x
 * @param {number} y
 */
function distance({ left, top, right, bottom }, x, y) {
  return Math.max(top - y, y - bottom, 0) * 100 + Math.max(left - x, x - right, 0);
}

/**
 * The offset in a line that is nearest to `x`.
 * @param {SVGTextElement} line
 * @param {number} x
 */
function offsetIn(line, x) {
  const at = (x - (line.getScreenCTM()?.e ?? 0)) / (line.getScreenCTM()?.a ?? 1);
  const middles = Array.from({ length: line.getNumberOfChars() }, (_, index) => {
    const { x: left, width } = line.getExtentOfChar(index);
    return left + width / 2;
  });
  const distances = middles.map((middle) => Math.abs(middle - at));
  const index = distances.indexOf(Math.min(...distances));
  const isFromRight = (middles[0] ?? 0) > (middles.at(-1) ?? 0);
  return index + Number(at > (middles[index] ?? 0) !== isFromRight);
}
