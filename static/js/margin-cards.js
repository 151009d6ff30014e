import { firstMark, startOf } from "./text-marks.js";

/**
 * <margin-cards for="id-of-text">: sets each card at the height of its first words, in reading order, none over another.
 * One pass: everything is measured first and written afterwards. Narrow windows and no JavaScript have a plain list.
 */
const GAP = 12; // px between two cards
const WIDE = matchMedia("(min-width: 1024px)");

class MarginCards extends HTMLElement {
  connectedCallback() {
    this.words = new WeakMap(); // by card: where its words begin
    this.text = document.getElementById(this.getAttribute("for"));
    this.sizes = new ResizeObserver(this.#soon);
    this.sizes.observe(this.text);
    this.changes = new MutationObserver(this.#sort);
    this.changes.observe(this, { childList: true, subtree: true, attributeFilter: ["hidden"] });
    WIDE.addEventListener("change", this.#soon);
    document.fonts.ready.then(this.#soon);
  }

  disconnectedCallback() {
    this.sizes.disconnect();
    this.changes.disconnect();
    WIDE.removeEventListener("change", this.#soon);
    cancelAnimationFrame(this.frame);
  }

  /** New cards are moved to their places; all others stay where they are. */
  #sort = (records) => {
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    for (const card of added) if (card.parentNode === this && card.dataset) this.#put(card);
    this.changes.takeRecords();
    this.#soon();
  };

  #put(card) {
    const isAfter = (other) => other === card || startOf(other) > startOf(card);
    let before = this.lastElementChild;
    while (before && isAfter(before)) before = before.previousElementSibling;
    if (before === card.previousElementSibling) return;
    if (before) before.after(card);
    else this.prepend(card);
  }

  #soon = () => {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(this.#place);
  };

  #place = () => {
    this.toggleAttribute("data-placed", WIDE.matches);
    this.text.toggleAttribute("data-laid", WIDE.matches); // from now on everything has its real height
    if (!WIDE.matches) return;
    const top = this.getBoundingClientRect().top;
    const cards = [...this.children].filter((card) => !card.hidden).map((card) => ({
      card,
      wanted: (this.#wordsOf(card)?.getBoundingClientRect().top ?? top) - top - GAP,
      height: card.offsetHeight,
    }));
    let free = 0;
    for (const { card, wanted, height } of cards) {
      const above = `${Math.max(free ? GAP : 0, Math.round(wanted - free))}px`;
      if (card.style.getPropertyValue("--above") !== above) card.style.setProperty("--above", above);
      free += parseInt(above) + height;
    }
  };

  /** The first words of a card, looked for again once they are no longer there. */
  #wordsOf(card) {
    if (!this.words.get(card)?.isConnected) this.words.set(card, firstMark(card));
    return this.words.get(card);
  }
}

customElements.define("margin-cards", MarginCards);
