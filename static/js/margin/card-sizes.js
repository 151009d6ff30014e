// @ts-check
import { firstMark } from "../text/text-marks.js";
import { cardsIn, placesOf } from "./cards.js";

/** @typedef {{ block: Element, below: number }} WordsPosition px below the top of the block of the first words */
/**
 * What is known of a card, in px: its height, where its words are (null: nowhere), the space above it; and where the
 * further mentions of its claim are.
 * @typedef {{ card: HTMLElement, height?: number, words?: WordsPosition | null, gap?: number,
 *   further: [start: number, end: number][] }} SizedCard
 */

/**
 * What cards and their words measure, each measured once: heights until the column has another width, positions within
 * a block until that has another content or layout.
 */
export class CardSizes {
  /** @type {WeakMap<Element, SizedCard>} */ #known = new WeakMap();
  /** @type {SizedCard[] | null} */ #shown = null; // in reading order

  /** @param {Element} column */
  constructor(column) {
    this.column = column;
  }

  /** The cards that aren't hidden, in reading order. */
  get shown() {
    return (this.#shown ??= this.#all.filter(({ card }) => !card.hidden));
  }

  get #all() {
    return [...cardsIn(this.column)].map((card) => this.#of(card));
  }

  /** @param {HTMLElement} card */
  #of(card) {
    const known = this.#known.get(card) ?? { card, further: placesOf(card).slice(1) };
    this.#known.set(card, known);
    return known;
  }

  /** Cards were inserted, moved, removed, hidden or shown. */
  forgetOrder() {
    this.#shown = null;
  }

  forgetAll() {
    for (const sized of this.#all) sized.words = sized.height = undefined;
  }

  forgetHeights() {
    for (const sized of this.#all) sized.height = undefined;
  }

  /** @param {HTMLElement} card */
  forget(card) {
    const sized = this.#of(card);
    sized.words = sized.height = undefined;
    sized.further = placesOf(card).slice(1);
  }

  /**
   * Words in these blocks may be elsewhere in them now, and those of a block that was replaced are in another.
   * @param {Set<Element>} blocks
   */
  forgetWords(blocks) {
    for (const sized of this.#all) {
      if (!sized.words?.block.isConnected || blocks.has(sized.words.block)) sized.words = undefined;
    }
  }

  /** @param {SizedCard} sized */
  heightOf(sized) {
    return (sized.height ??= sized.card.getBoundingClientRect().height);
  }

  /** @param {HTMLElement} card */
  knownHeight(card) {
    return this.heightOf(this.#of(card));
  }

  /**
   * Where the words of a card start in the window, in px; -Infinity if they are nowhere.
   * @param {SizedCard} sized
   * @param {Map<Element, number>} blockTops measured so far, in px
   */
  wordsTop(sized, blockTops) {
    if (sized.words === undefined) sized.words = positionOf(firstMark(sized.card));
    if (!sized.words) return -Infinity;
    const { block, below } = sized.words;
    const blockTop = blockTops.get(block) ?? block.getBoundingClientRect().top;
    blockTops.set(block, blockTop);
    return blockTop + below;
  }
}

/**
 * @param {HTMLElement | undefined} mark
 * @returns {WordsPosition | null}
 */
function positionOf(mark) {
  const block = mark?.closest(".block");
  if (!mark || !block) return null;
  return { block, below: mark.getBoundingClientRect().top - block.getBoundingClientRect().top };
}
