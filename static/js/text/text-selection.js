/* Which words of the article are selected: the only place that asks the browser. Bar, keys and forms all go by it. */

/** The runs of words that are selected inside `text`, in reading order; Firefox lets people select several. */
export function selectedRanges(text, selection = document.getSelection()) {
  const all = Array.from({ length: selection?.rangeCount ?? 0 }, (_, at) => clipped(text, selection.getRangeAt(at)));
  return all.filter(Boolean).sort((one, other) => one.compareBoundaryPoints(Range.START_TO_START, other));
}

/**
 * A range without what it holds outside the blocks of `text` and without blanks at its rims: it begins and ends at a
 * character. Null when none is left. After a triple click a range ends in front of the next block, after a drag maybe
 * beside the text; what is left are the words that look selected.
 */
export function clipped(text, range) {
  if (range.collapsed || !range.intersectsNode(text)) return null;
  const [first, last] = [firstCharacter(text, range), lastCharacter(text, range)];
  if (!first || !last) return null;
  const words = document.createRange();
  words.setStart(...first);
  words.setEnd(...last);
  return words;
}

function firstCharacter(text, range) {
  const { startContainer, startOffset } = range;
  for (const node of wordsAfter(text, text.contains(startContainer) ? startContainer : text)) {
    const from = node === startContainer ? startOffset : 0;
    const blanks = node.data.slice(from).search(/\S/);
    const side = range.comparePoint(node, from + Math.max(0, blanks));
    if (side > 0) return null;
    if (side === 0 && blanks >= 0 && range.comparePoint(node, from + blanks + 1) === 0) return [node, from + blanks];
  }
  return null;
}

function lastCharacter(text, range) {
  const { endContainer, endOffset } = range;
  const next = endContainer.childNodes[endOffset];
  for (
    const node of wordsBefore(text, text.contains(endContainer) ? (next ?? lastWithin(endContainer)) : lastWithin(text))
  ) {
    const length = node.data.slice(0, node === endContainer ? endOffset : undefined).trimEnd().length;
    const side = range.comparePoint(node, length);
    if (side < 0) return null;
    if (side === 0 && length) return [node, length];
  }
  return null;
}

/** The characters of blocks; what stands between blocks belongs to none. */
function walkerOf(text, node) {
  const walker = document.createTreeWalker(
    text,
    NodeFilter.SHOW_TEXT,
    (it) => it.parentElement.closest(".block") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP,
  );
  walker.currentNode = node;
  return walker;
}

function* wordsAfter(text, node) {
  const walker = walkerOf(text, node);
  if (node.nodeType === Node.TEXT_NODE && node.parentElement.closest(".block")) yield node;
  while (walker.nextNode()) yield walker.currentNode;
}

function* wordsBefore(text, node) {
  const walker = walkerOf(text, node);
  if (node.nodeType === Node.TEXT_NODE && node.parentElement.closest(".block")) yield node;
  while (walker.previousNode()) yield walker.currentNode;
}

function lastWithin(node) {
  return node.lastChild ? lastWithin(node.lastChild) : node;
}
