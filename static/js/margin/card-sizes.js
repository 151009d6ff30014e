// @ts-check
import { firstMark } from "../text/text-marks.js";

/** @typedef {{ block: Element, below: number }} WordsPosition px below the top of the block of the first words */

/**
 * What cards and their words measure, each measured once: heights until the column has another width, positions within
 * a block until the text has another layout.
 */
export class CardSizes {
  /** @type {WeakMap<Element, number>} */ #heights = new WeakMap();
  /** @type {WeakMap<Element, WordsPosition>} */ #words = new WeakMap();

  forgetAll() {
    this.forgetHeights();
    this.#words = new WeakMap();
  }

  forgetHeights() {
    this.#heights = new WeakMap();
  }

  /** @param {Element} card */
  forget(card) {
    this.#heights.delete(card);
    this.#words.delete(card);
  }

  /** @param {HTMLElement} card */
  heightOf(card) {
    const height = this.#heights.get(card) ?? card.getBoundingClientRect().height;
    this.#heights.set(card, height);
    return height;
  }

  /**
   * Where the words of a card start in the window, in px; -Infinity if they are nowhere.
   * @param {HTMLElement} card
   * @param {Map<Element, number>} blockTops measured so far, in px
   */
  wordsTop(card, blockTops) {
    const words = this.#wordsOf(card);
    if (!words) return -Infinity;
    const blockTop = blockTops.get(words.block) ?? words.block.getBoundingClientRect().top;
    blockTops.set(words.block, blockTop);
    return blockTop + words.below;
  }

  /** @param {HTMLElement} card */
  #wordsOf(card) {
    const known = this.#words.get(card);
    if (known?.block.isConnected) return known;
    const mark = firstMark(card);
    const block = mark?.closest(".block");
    if (!mark || !block) return null;
    const words = { block, below: mark.getBoundingClientRect().top - block.getBoundingClientRect().top };
    this.#words.set(card, words);
    return words;
  }
}
