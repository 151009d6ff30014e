/* Words, sentences and paragraphs of the article's text, by Unicode Annex 29 as Intl.Segmenter knows it. */

/** The range of the unit in which a place stands, or of the next one when it stands at an end; null without any. */
export function segmentAt(text, node, offset, unit) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const block = element.closest(".block") ?? text.querySelector(".block");
  const here = unitsBefore(block, node, offset);
  const segments = unit === "paragraph" ? [whole(block)] : [...parted(block, unit)];
  const found = segments.find(({ end }) => here < end);
  if (found) return rangeOf(block, found);
  const next = nextBlock(text, block);
  return next ? segmentAt(text, next, 0, unit) : null;
}

function whole(block) {
  return { start: 0, end: block.textContent.length };
}

/** The segments of a block without the blanks behind them, in UTF-16 units. */
function* parted(block, granularity) {
  const language = block.closest("[lang]")?.lang || undefined;
  for (
    const { segment, index, isWordLike } of new Intl.Segmenter(language, { granularity }).segment(block.textContent)
  ) {
    const length = segment.trimEnd().length;
    if (length && isWordLike !== false) yield { start: index, end: index + length };
  }
}

function nextBlock(text, block) {
  const blocks = [...text.querySelectorAll(".block")];
  return blocks[blocks.indexOf(block) + 1];
}

function unitsBefore(block, node, offset) {
  if (!block.contains(node)) return 0;
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

function rangeOf(block, { start, end }) {
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let isOpen = false;
  while (walker.nextNode()) {
    const { data } = walker.currentNode;
    if (!isOpen && start < passed + data.length) {
      range.setStart(walker.currentNode, start - passed);
      isOpen = true;
    }
    if (isOpen && end <= passed + data.length) {
      range.setEnd(walker.currentNode, end - passed);
      return range;
    }
    passed += data.length;
  }
  return null;
}
