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

  #sort = () => {
    const cards = [...this.children];
    const sorted = cards.toSorted((one, other) => one.dataset.start - other.dataset.start);
    if (sorted.some((card, index) => card !== cards[index])) this.append(...sorted);
    this.#soon();
  };

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
      wanted: (words.get(card.dataset.claim)?.getBoundingClientRect().top ?? top) - top,
      height: card.offsetHeight,
    }));
    let free = 0;
    for (const { card, wanted, height } of cards) {
      const at = Math.max(free, wanted - GAP);
      card.style.setProperty("--at", `${at}px`);
      free = at + height + GAP;
    }
    this.style.setProperty("--tall", `${free}px`);
    requestAnimationFrame(() => this.toggleAttribute("data-settled", true)); // the first placing does not move
  };

  #firstWords() {
    const words = new Map();
    for (const mark of this.text.getElementsByTagName("mark"))
      for (const claim of mark.dataset.claims.split(" ")) if (!words.has(claim)) words.set(claim, mark);
    return words;
  }
}

customElements.define("margin-cards", MarginCards);
