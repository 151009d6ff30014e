import { reveal, slide, topOf } from "./margin-slide.js";
import { cardsIn, firstMark, startOf } from "../text/text-marks.js";

/**
 * <margin-cards for="id-of-text">: sets each card at the height of its first words, in reading order, none over another.
 * One pass: everything is measured first and written afterwards; what a card and its words measure inside their own
 * paragraph is remembered until the text is laid out anew. Narrow windows and no JavaScript have a plain list.
 */
const GAP = 12; // px between two cards
const WIDE = matchMedia("(min-width: 1024px)");

class MarginCards extends HTMLElement {
  aboves = new WeakMap(); // by card, in px

  connectedCallback() {
    this.text = document.getElementById(this.getAttribute("for"));
    this.sizes = new ResizeObserver(this.#anew);
    this.sizes.observe(this.text);
    this.above = new ResizeObserver(() => String(this.#shape()) !== String(this.stood) && this.#soon());
    this.changes = new MutationObserver(this.#sort);
    this.changes.observe(this, { childList: true, subtree: true, attributeFilter: ["hidden", "data-at"] });
    this.changes.observe(this.parentElement, { childList: true });
    this.#watch();
    WIDE.addEventListener("change", this.#anew);
    document.addEventListener("claim-focus", this.#onFocus);
    document.addEventListener("scrollend", this.#slide);
    document.fonts.ready.then(this.#anew);
    this.#anew();
  }

  disconnectedCallback() {
    this.sizes.disconnect();
    this.above.disconnect();
    this.changes.disconnect();
    WIDE.removeEventListener("change", this.#anew);
    document.removeEventListener("claim-focus", this.#onFocus);
    document.removeEventListener("scrollend", this.#slide);
    cancelAnimationFrame(this.frame);
  }

  /** Whatever stands above the cards moves them when it grows: the filter, what was found, a repeated passage. */
  #watch() {
    for (let it = this.previousElementSibling; it; it = it.previousElementSibling) this.above.observe(it);
  }

  /** New cards are moved to their places; all others stay where they are. */
  #sort = (records) => {
    for (const { target, addedNodes } of records) {
      for (const known of [this.heights, this.words]) known.delete(target.closest(".card"));
      for (const card of addedNodes) if (card.isConnected && card.classList?.contains("card")) this.#put(card);
      if (target === this.parentElement) this.#watch();
    }
    this.changes.takeRecords();
    this.#soon();
  };

  #put(card) {
    const all = [...cardsIn(this)];
    const others = all.filter((other) => other !== card);
    let [low, high] = [0, others.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (startOf(others[middle]) > startOf(card)) high = middle;
      else low = middle + 1;
    }
    if (others[low] === all[all.indexOf(card) + 1]) return;
    if (others[low]) others[low].before(card);
    else others.at(-1).after(card);
  }

  #anew = () => {
    [this.heights, this.words] = [new WeakMap(), new WeakMap()];
    this.#soon();
  };

  #soon = () => {
    this.frame ??= requestAnimationFrame(this.stood ? this.#place : this.#afterPaint);
  };

  /** The first time the text is shown before all cards are measured. */
  #afterPaint = () => setTimeout(this.#place);

  #place = () => {
    this.frame = null;
    if (!this.isConnected) return;
    this.toggleAttribute("data-placed", WIDE.matches);
    this.text.toggleAttribute("data-laid", WIDE.matches); // from now on everything has its real height
    if (!WIDE.matches) return;
    const [drop, width] = this.#shape();
    if (width !== this.stood?.[1]) this.heights = new WeakMap();
    this.stood = [drop, width];
    const top = topOf(this) + GAP;
    const tops = new Map(); // of the blocks, each measured once
    const cards = [...cardsIn(this)].filter((card) => !card.hidden);
    const measured = cards.map((card) => [card, this.#topOf(card, tops) - top, this.#heightOf(card)]);
    let free = 0;
    this.placed = measured.map(([card, wanted, height]) => {
      const above = Math.max(free ? GAP : 0, Math.round(wanted - free));
      this.#keepAbove(card, above);
      free += above + height;
      return [card, wanted, free - height];
    });
    this.#slide();
  };

  /** How much stays free above a card, in px; written only where it is another, for a thousand cards stand still. */
  #keepAbove(card, above) {
    if (this.aboves.get(card) === above) return;
    this.aboves.set(card, above);
    card.style.setProperty("--above", `${above}px`);
  }

  #slide = () => WIDE.matches && slide(this, this.placed ?? [], this.focused);

  /** A claim that comes into focus is seen with its words; one that was in it already moves nothing. */
  #onFocus = ({ detail: card }) => {
    const isNew = card && card !== this.focused;
    this.focused = card;
    this.#slide();
    const words = isNew && firstMark(card);
    if (words) requestAnimationFrame(() => reveal(words, !WIDE.matches)); // the browser has scrolled to the card by then
  };

  /** How far below the top of the text the cards begin, and how wide they are, in px. */
  #shape() {
    return [topOf(this) - this.text.getBoundingClientRect().top, this.offsetWidth];
  }

  /** Where the words of a card begin in the window; of words that are nowhere, the very top. */
  #topOf(card, tops) {
    let at = this.words.get(card);
    if (!at?.block.isConnected) {
      const words = firstMark(card);
      if (!words) return -Infinity;
      const block = words.closest(".block");
      at = { block, below: words.getBoundingClientRect().top - block.getBoundingClientRect().top };
      this.words.set(card, at);
    }
    if (!tops.has(at.block)) tops.set(at.block, at.block.getBoundingClientRect().top);
    return tops.get(at.block) + at.below;
  }

  #heightOf(card) {
    if (!this.heights.has(card)) this.heights.set(card, card.getBoundingClientRect().height);
    return this.heights.get(card);
  }
}

customElements.define("margin-cards", MarginCards);
