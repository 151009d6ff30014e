/**
 * <margin-cards for="id-of-text">: sets each card at the height of its first words, in reading order, none over another.
 * One pass: everything is measured first and written afterwards. Narrow windows and no JavaScript have a plain list.
 */
const GAP = 12; // px between two cards
const WIDE = matchMedia("(min-width: 1024px)");

class MarginCards extends HTMLElement {
  connectedCallback() {
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
    const isAfter = (other) => other === card || Number(other.dataset.start) > Number(card.dataset.start);
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
    if (!WIDE.matches) return;
    const words = this.#firstWords();
    const top = this.getBoundingClientRect().top;
    const cards = [...this.children].filter((card) => !card.hidden).map((card) => ({
      card,
      wanted: (words.get(card.dataset.claim)?.getBoundingClientRect().top ?? top) - top - GAP,
      height: card.offsetHeight,
    }));
    let free = 0;
    for (const { card, wanted, height } of cards) {
      const above = `${Math.max(free ? GAP : 0, Math.round(wanted - free))}px`;
      if (card.style.getPropertyValue("--above") !== above) card.style.setProperty("--above", above);
      free += parseInt(above) + height;
    }
  };

  #firstWords() {
    const words = new Map();
    for (const mark of this.text.getElementsByTagName("mark"))
      for (const claim of mark.dataset.claims.split(" ")) if (!words.has(claim)) words.set(claim, mark);
    return words;
  }
}

customElements.define("margin-cards", MarginCards);
