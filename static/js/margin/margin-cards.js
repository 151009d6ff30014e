// @ts-check
import { byId } from "../page/dom.js";
import { firstMark } from "../text/text-marks.js";
import { placeCards } from "./card-layout.js";
import { CardSizes } from "./card-sizes.js";
import { sortIn } from "./cards.js";
import { reveal, slide, topOf } from "./margin-slide.js";

const WIDE_WINDOW = matchMedia("(min-width: 1024px)");

/**
 * <margin-cards for="id-of-text">: places each card at the height of its first words, in reading order, never over
 * another. Narrow windows show a plain list, as without JavaScript.
 */
class MarginCards extends HTMLElement {
  /** @type {HTMLElement} */ text;
  /** @type {HTMLElement | null} */ focused = null;
  /** @type {number | null} */ frame = null;
  /** @type {{ offset: number, width: number } | null} */ shape = null; // when the cards were placed last
  /** @type {import("./margin-slide.js").PlacedCard[]} */ placed = [];
  sizes = new CardSizes();

  connectedCallback() {
    this.text = byId(this.getAttribute("for"));
    this.textSize = new ResizeObserver(this.#relayout);
    this.textSize.observe(this.text);
    this.sizeAbove = new ResizeObserver(() => this.#hasMoved && this.#schedule());
    this.changes = new MutationObserver(this.#onChange);
    this.changes.observe(this, {
      childList: true,
      characterData: true,
      subtree: true,
      attributeFilter: ["hidden", "data-at"],
    });
    this.changes.observe(/** @type {Element} */ (this.parentElement), { childList: true });
    this.#watchAbove();
    const { signal } = (this.controller = new AbortController());
    WIDE_WINDOW.addEventListener("change", this.#relayout, { signal });
    document.addEventListener("claim-focus", this.#onFocus, { signal });
    document.addEventListener("live-applied", () => this.#schedule(), { signal });
    document.addEventListener("scrollend", this.#slide, { signal });
    document.fonts.ready.then(this.#relayout);
    this.#relayout();
  }

  disconnectedCallback() {
    for (const observer of [this.textSize, this.sizeAbove, this.openCard, this.changes]) observer?.disconnect();
    this.controller?.abort();
    cancelAnimationFrame(this.frame ?? 0);
  }

  /** What is above the cards moves them as it grows: the filter, search results, a similar passage. */
  #watchAbove() {
    for (let other = this.previousElementSibling; other; other = other.previousElementSibling) {
      this.sizeAbove?.observe(other);
    }
  }

  /** New cards are moved to their places; all others stay. */
  #onChange = (/** @type {MutationRecord[]} */ records) => {
    for (const { target, addedNodes } of records) {
      const card = (target instanceof Element ? target : target.parentElement)?.closest(".card");
      if (card) this.sizes.forget(card);
      for (const node of addedNodes) {
        if (node instanceof HTMLElement && node.isConnected && node.matches(".card")) sortIn(this, node);
      }
      if (target === this.parentElement) this.#watchAbove();
    }
    this.changes?.takeRecords();
    this.#schedule();
  };

  #relayout = () => {
    this.sizes.forgetAll();
    this.#schedule();
  };

  /** The first time the text is painted before all cards are measured. */
  #schedule() {
    this.frame ??= requestAnimationFrame(this.shape ? this.#place : () => setTimeout(this.#place));
  }

  #place = () => {
    this.frame = null;
    if (!this.isConnected) return;
    this.toggleAttribute("data-placed", WIDE_WINDOW.matches);
    this.text.toggleAttribute("data-laid", WIDE_WINDOW.matches); // from now on everything has its final height
    if (!WIDE_WINDOW.matches) return;
    const shape = this.#measure();
    if (shape.width !== this.shape?.width) this.sizes.forgetHeights();
    this.shape = shape;
    this.placed = placeCards(this, this.sizes);
    this.#slide();
  };

  #slide = () => {
    if (WIDE_WINDOW.matches) slide(this, this.placed, this.focused);
  };

  /** A claim that comes into focus is shown with its words. */
  #onFocus = (/** @type {CustomEvent<HTMLElement | null>} */ { detail: card }) => {
    if (card === this.focused) return; // nothing moves under a click in its panel
    const mark = card && firstMark(card);
    this.#resize(card);
    this.focused = card;
    this.#slide();
    if (mark) requestAnimationFrame(() => reveal(mark, !WIDE_WINDOW.matches)); // after the browser's own scroll
  };

  /** The card that opens grows, and the one that had the focus is one line again. */
  #resize(/** @type {HTMLElement | null} */ card) {
    this.openCard?.disconnect();
    for (const changed of [this.focused, card]) if (changed) this.sizes.forget(changed);
    this.openCard = new ResizeObserver(() => this.#onCardSize(card));
    if (card) this.openCard.observe(card);
    this.#schedule();
  }

  #onCardSize(/** @type {HTMLElement | null} */ card) {
    if (!card || card !== this.focused || card.offsetHeight === Math.round(this.sizes.heightOf(card))) return;
    this.sizes.forget(card);
    this.#schedule();
  }

  /** How far below the top of the text the cards start, and how wide they are, in px. */
  #measure() {
    return { offset: topOf(this) - this.text.getBoundingClientRect().top, width: this.offsetWidth };
  }

  get #hasMoved() {
    const { offset, width } = this.#measure();
    return offset !== this.shape?.offset || width !== this.shape.width;
  }
}

customElements.define("margin-cards", MarginCards);
