// @ts-check
/* Which words of the article are selected. Nothing else asks the browser: bar, keys and forms all go by it. */

/** @typedef {[Text, number]} Position a text node and an offset in it */

/**
 * The selected ranges inside `text`, in reading order. In Firefox there may be several.
 * @param {Element} text
 */
export function selectedRanges(text, selection = document.getSelection()) {
  const ranges = Array.from({ length: selection?.rangeCount ?? 0 }, (_, index) => selection?.getRangeAt(index));
  return ranges
    .map((range) => range && clipped(text, range))
    .filter((range) => range instanceof Range)
    .sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other));
}

/**
 * The part of a range inside the blocks of `text`, without whitespace at its ends: it starts and ends at a character.
 * Null if nothing remains. After a triple click a range ends before the next block, after a drag perhaps beside the
 * text; what remains are the words that look selected.
 * @param {Element} text
 * @param {Range} range
 */
export function clipped(text, range) {
  if (range.collapsed || !range.intersectsNode(text)) return null;
  const [first, last] = [firstCharacter(text, range), lastCharacter(text, range)];
  if (!first || !last) return null;
  const clip = document.createRange();
  clip.setStart(...first);
  clip.setEnd(...last);
  return clip;
}

/**
 * @param {Element} text
 * @param {Range} range
 * @returns {Position | null}
 */
function firstCharacter(text, range) {
  const { startContainer, startOffset } = range;
  for (const node of textsFrom(text, text.contains(startContainer) ? startContainer : text)) {
    const start = node === startContainer ? startOffset : 0;
    const whitespace = node.data.slice(start).search(/\S/); // its length; -1 if there is nothing else
    const side = range.comparePoint(node, start + Math.max(0, whitespace));
    if (side > 0) return null;
    const isInside = side === 0 && whitespace >= 0 && range.comparePoint(node, start + whitespace + 1) === 0;
    if (isInside) return [node, start + whitespace];
  }
  return null;
}

/**
 * @param {Element} text
 * @param {Range} range
 * @returns {Position | null}
 */
function lastCharacter(text, range) {
  const { endContainer, endOffset } = range;
  const next = endContainer.childNodes[endOffset] ?? lastWithin(endContainer);
  for (const node of textsBackFrom(text, text.contains(endContainer) ? next : lastWithin(text))) {
    const length = node.data.slice(0, node === endContainer ? endOffset : undefined).trimEnd().length;
    const side = range.comparePoint(node, length);
    if (side < 0) return null;
    if (side === 0 && length) return [node, length];
  }
  return null;
}

/** @param {Node} node */
const isInBlock = (node) => node.parentElement?.closest(".block") != null;

/**
 * A walker over the characters of blocks. What stands between blocks belongs to none.
 * @param {Element} text
 * @param {Node} start
 */
function walkerFrom(text, start) {
  const accept = (/** @type {Node} */ node) => isInBlock(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, accept);
  walker.currentNode = start;
  return walker;
}

/**
 * @param {Element} text
 * @param {Node} start
 * @returns {Generator<Text>}
 */
function* textsFrom(text, start) {
  const walker = walkerFrom(text, start);
  if (start instanceof Text && isInBlock(start)) yield start;
  while (walker.nextNode()) yield /** @type {Text} */ (walker.currentNode);
}

/**
 * @param {Element} text
 * @param {Node} start
 * @returns {Generator<Text>}
 */
function* textsBackFrom(text, start) {
  const walker = walkerFrom(text, start);
  if (start instanceof Text && isInBlock(start)) yield start;
  while (walker.previousNode()) yield /** @type {Text} */ (walker.currentNode);
}

/**
 * @param {Node} node
 * @returns {Node}
 */
function lastWithin(node) {
  return node.lastChild ? lastWithin(node.lastChild) : node;
}
