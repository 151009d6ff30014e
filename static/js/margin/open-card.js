// @ts-check

/** The card in focus: it opens and grows, while all others are one line. */
export class OpenCard {
  /** @type {HTMLElement | null} */ card = null;
  /** @type {ResizeObserver | undefined} */ #size;

  /**
   * @param {import("./card-sizes.js").CardSizes} sizes
   * @param {() => void} onChange is called when another card is open, which nobody has measured yet
   * @param {() => void} onResize is called when the open card has another height, before that is painted
   */
  constructor(sizes, onChange, onResize) {
    this.sizes = sizes;
    this.onChange = onChange;
    this.onResize = onResize;
  }

  /**
   * The card that opens grows, and the one that had the focus is one line again.
   * @param {HTMLElement | null} card
   */
  change(card) {
    this.#size?.disconnect();
    for (const changed of [this.card, card]) if (changed) this.sizes.forget(changed);
    this.#size = new ResizeObserver(() => this.#onSize(card));
    if (card) this.#size.observe(card);
    this.onChange();
    this.card = card;
  }

  /** @param {HTMLElement | null} card */
  #onSize(card) {
    if (!card || card !== this.card || card.offsetHeight === Math.round(this.sizes.knownHeight(card))) return;
    this.sizes.forget(card);
    this.onResize();
  }

  disconnect() {
    this.#size?.disconnect();
  }
}
