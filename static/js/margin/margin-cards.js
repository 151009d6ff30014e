// @ts-check
import { byId } from "../page/dom.js";
import { firstMark } from "../text/text-marks.js";
import { placeCards } from "./card-layout.js";
import { readChanges } from "./card-changes.js";
import { drawLater } from "./card-drawing.js";
import { CardSizes } from "./card-sizes.js";
import { sortIn } from "./cards.js";
import { ColumnShape } from "./column-shape.js";
import { GhostCards } from "./ghost-cards.js";
import { reveal, slide, topOf } from "./margin-slide.js";
import { clickedWords, topOfWords } from "./mention.js";
import { OpenCard } from "./open-card.js";
import { PointerPress } from "./pointer-press.js";

const WIDE_WINDOW = matchMedia("(min-width: 1024px)");

/**
 * <margin-cards for="id-of-text">: places each card at the height of its first words, in reading order, never over
 * another. Narrow windows show a plain list, as without JavaScript.
 */
class MarginCards extends HTMLElement {
  /** @type {HTMLElement} */ text;
  /** @type {number | null} */ frame = null;
  /** @type {Element | null} */ words = null; // at which the card in focus was opened
  /** @type {import("./margin-slide.js").PlacedCard[]} */ placed = [];
  sizes = new CardSizes(this);
  shape = new ColumnShape(this, () => this.#schedule());
  open = new OpenCard(this.sizes, () => this.#schedule(), () => this.#place());
  ghosts = new GhostCards(this);

  connectedCallback() {
    this.text = byId(this.getAttribute("for"));
    this.textSize = new ResizeObserver(this.#relayout);
    this.textSize.observe(this.text);
    this.changes = new MutationObserver(this.#onChange);
    this.changes.observe(this, {
      childList: true,
      characterData: true,
      subtree: true,
      attributeFilter: ["hidden", "data-at"],
    });
    this.changes.observe(/** @type {Element} */ (this.parentElement), { childList: true });
    this.changes.observe(this.text, { childList: true, subtree: true });
    this.shape.watchAbove(this.text);
    const { signal } = (this.controller = new AbortController());
    this.press = new PointerPress(this, () => this.#schedule(), signal);
    WIDE_WINDOW.addEventListener("change", this.#relayout, { signal });
    document.addEventListener("claim-focus", this.#onFocus, { signal });
    document.addEventListener("live-applied", () => this.#schedule(), { signal });
    document.addEventListener("scrollend", this.#slide, { signal });
    document.fonts.ready.then(this.#relayout);
    this.#relayout();
  }

  disconnectedCallback() {
    for (const observer of [this.textSize, this.shape, this.open, this.changes]) observer?.disconnect();
    this.controller?.abort();
    cancelAnimationFrame(this.frame ?? 0);
  }

  /** New cards are moved to their places; all others stay. */
  #onChange = (/** @type {MutationRecord[]} */ records) => {
    const { isAny, isBeside, blocks, cards, added } = readChanges(records, this, this.open.card);
    if (!isAny) return;
    this.sizes.forgetOrder();
    this.sizes.forgetWords(blocks);
    for (const card of cards) this.sizes.forget(card);
    for (const card of added) sortIn(this, card);
    if (isBeside) this.shape.watchAbove(this.text);
    this.changes?.takeRecords();
    this.#schedule();
  };

  #relayout = () => {
    this.sizes.forgetAll();
    this.#schedule();
  };

  /** The first time the text is painted before all cards are measured. */
  #schedule() {
    this.frame ??= requestAnimationFrame(this.shape.isKnown ? this.#place : () => setTimeout(this.#place));
  }

  #place = () => {
    cancelAnimationFrame(this.frame ?? 0);
    this.frame = null;
    if (!this.isConnected || this.press?.isDown) return;
    this.toggleAttribute("data-placed", WIDE_WINDOW.matches);
    this.text.toggleAttribute("data-laid", WIDE_WINDOW.matches); // from now on everything has its final height
    if (!WIDE_WINDOW.matches) return;
    if (!this.shape.isKnown) drawLater(this);
    if (this.shape.update()) this.sizes.forgetHeights();
    const top = topOf(this); // placing moves only what is inside
    const mentions = this.ghosts.measure(top, this.sizes.shown);
    this.placed = placeCards(top, this.sizes);
    this.ghosts.place(mentions, this.placed);
    slide(this, this.placed, this.open.card, top, topOfWords(this.words, top));
  };

  #slide = () => {
    if (this.frame !== null) return; // placing slides, too
    if (!WIDE_WINDOW.matches || this.press?.isDown) return;
    const top = topOf(this);
    slide(this, this.placed, this.open.card, top, topOfWords(this.words, top));
  };

  /** A claim that comes into focus is shown with its words. */
  #onFocus = (/** @type {CustomEvent<HTMLElement | null>} */ { detail: card }) => {
    if (card === this.open.card && !clickedWords()) return; // nothing moves under a click in its panel
    this.words = clickedWords();
    const mark = this.words ?? (card && firstMark(card));
    cancelAnimationFrame(this.frame ?? 0);
    this.frame = null;
    if (mark) requestAnimationFrame(() => reveal(mark, !WIDE_WINDOW.matches)); // after the browser's own scroll
    this.open.change(card); // in the same frame, after what is measured
  };
}

customElements.define("margin-cards", MarginCards);
