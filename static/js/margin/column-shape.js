// @ts-check
import { topOf } from "./margin-slide.js";

/** How far below the top of the text the cards start, and how wide they are, when they were placed last. */
export class ColumnShape {
  /** @type {HTMLElement} */ text;
  /** @type {{ offset: number, width: number } | null} in px */ #last = null;
  #sizeAbove = new ResizeObserver(() => this.#hasChanged && this.onMove());

  /**
   * @param {HTMLElement} column
   * @param {() => void} onMove is called when something above has moved the cards
   */
  constructor(column, onMove) {
    this.column = column;
    this.onMove = onMove;
  }

  get isKnown() {
    return this.#last !== null;
  }

  /**
   * What is above the cards moves them as it grows: the filter, search results, a similar passage.
   * @param {HTMLElement} text
   */
  watchAbove(text) {
    this.text = text;
    for (let other = this.column.previousElementSibling; other; other = other.previousElementSibling) {
      this.#sizeAbove.observe(other);
    }
  }

  disconnect() {
    this.#sizeAbove.disconnect();
  }

  /** Measures the column, and returns whether it has another width than before. */
  update() {
    const { width } = this.#last ?? {};
    this.#last = this.#measure();
    return this.#last.width !== width;
  }

  #measure() {
    return {
      offset: topOf(this.column) - this.text.getBoundingClientRect().top,
      width: this.column.offsetWidth,
    };
  }

  get #hasChanged() {
    const { offset, width } = this.#measure();
    return offset !== this.#last?.offset || width !== this.#last.width;
  }
}
