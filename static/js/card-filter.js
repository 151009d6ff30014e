import { announce } from "./announce.js";
import { rangeOf } from "./claim-focus.js";
import { marksOf } from "./text-marks.js";
import { _ } from "./words.js";

/**
 * <card-filter for="cards" person="3">: shows only the cards that its form asks for, and paints their words in the text.
 * Nothing is asked of the server: the cards carry what is filtered by.
 */
class CardFilter extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.cards = document.getElementById(this.getAttribute("for"));
    this.form.addEventListener("input", this.#apply);
    this.form.addEventListener("reset", () => requestAnimationFrame(this.#apply));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.changes = new MutationObserver(this.#apply);
    this.changes.observe(this.cards, { childList: true });
    this.hidden = false;
  }

  disconnectedCallback() {
    this.changes.disconnect();
  }

  get #asks() {
    const { state, mine, look } = this.form.elements;
    return Boolean(state.value || mine.checked || look.checked);
  }

  #wants(card) {
    const { state, mine, look } = this.form.elements;
    const is = card.dataset.rating ?? card.querySelector("[data-state]")?.dataset.state;
    return (
      (!state.value || is === state.value || (state.value === "decided" && card.dataset.rating)) &&
      (!mine.checked || card.dataset.author === this.getAttribute("person")) &&
      (!look.checked || card.querySelector(".doubt") !== null)
    );
  }

  #apply = () => {
    const all = [...this.cards.children];
    const wanted = this.#asks ? all.filter((card) => this.#wants(card)) : all;
    const isOn = wanted.length < all.length;
    if (!isOn && !this.hasAttribute("data-on")) return;
    const shown = new Set(wanted);
    for (const card of all) card.toggleAttribute("hidden", !shown.has(card));
    this.toggleAttribute("data-on", isOn);
    const counted = { shown: wanted.length, all: all.length };
    this.querySelector("output").textContent = isOn ? _("%(shown)s of %(all)s claims", counted) : "";
    this.#paint(isOn ? wanted.map((card) => card.dataset.claim) : []);
    if (isOn) announce(_("%(shown)s of %(all)s claims shown.", counted));
  };

  #paint(claims) {
    if (!CSS.highlights) return;
    const ranges = [...new Set(claims.flatMap(marksOf))].map(rangeOf);
    if (ranges.length) CSS.highlights.set("filter", new Highlight(...ranges));
    else CSS.highlights.delete("filter");
  }
}

customElements.define("card-filter", CardFilter);
