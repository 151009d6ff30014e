// @ts-check
/* Words, sentences and paragraphs of the article's text (Unicode Annex 29, by Intl.Segmenter). */
import { find, findAll } from "../page/dom.js";

/** @typedef {"word" | "sentence" | "paragraph"} Unit */
/** @typedef {{ start: number, end: number }} Segment within a block, in UTF-16 units */

/**
 * The range of the unit around a position, or of the next unit if the position is at the end of one; null if none
 * follows.
 * @param {Element} text
 * @param {Node} node
 * @param {number} offset
 * @param {Unit} unit
 * @returns {Range | null}
 */
export function segmentAt(text, node, offset, unit) {
  const element = node instanceof Element ? node : node.parentElement;
  /** @type {HTMLElement} */
  const block = element?.closest(".block") ?? find(text, ".block");
  const position = unitsBefore(block, node, offset);
  const segments = unit === "paragraph" ? [whole(block)] : [...segmentsOf(block, unit)];
  const segment = segments.find(({ end }) => position < end);
  if (segment) return rangeOf(block, segment);
  const next = nextBlock(text, block);
  return next ? segmentAt(text, next, 0, unit) : null;
}

/**
 * @param {Element} block
 * @returns {Segment}
 */
const whole = (block) => ({ start: 0, end: (block.textContent ?? "").length });

/**
 * The segments of a block without the whitespace after them.
 * @param {HTMLElement} block
 * @param {"word" | "sentence"} granularity
 * @returns {Generator<Segment>}
 */
function* segmentsOf(block, granularity) {
  /** @type {HTMLElement | null} */
  const withLanguage = block.closest("[lang]");
  const segmenter = new Intl.Segmenter(withLanguage?.lang || undefined, { granularity });
  for (const { segment, index, isWordLike } of segmenter.segment(block.textContent ?? "")) {
    const length = segment.trimEnd().length;
    if (length && isWordLike !== false) yield { start: index, end: index + length };
  }
}

/**
 * @param {Element} text
 * @param {HTMLElement} block
 */
function nextBlock(text, block) {
  const blocks = findAll(text, ".block");
  return blocks[blocks.indexOf(block) + 1];
}

/**
 * @param {Element} block
 * @param {Node} node
 * @param {number} offset
 */
function unitsBefore(block, node, offset) {
  if (!block.contains(node)) return 0;
  const range = document.createRange();
  range.setStart(block, 0);
  range.setEnd(node, offset);
  return range.toString().length;
}

/**
 * @param {Element} block
 * @param {Segment} segment
 */
function rangeOf(block, { start, end }) {
  const range = document.createRange();
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let passed = 0;
  let isStarted = false;
  while (walker.nextNode()) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (!isStarted && start < passed + node.length) {
      range.setStart(node, start - passed);
      isStarted = true;
    }
    if (isStarted && end <= passed + node.length) {
      range.setEnd(node, end - passed);
      return range;
    }
    passed += node.length;
  }
  return null;
}
