import { announce } from "../page/announce.js";
import { rangeOf } from "./claim-focus.js";
import { cardsIn, marksOf } from "../text/text-marks.js";
import { _ } from "../page/i18n.js";

/**
 * <claim-filter for="cards" person="3">: shows only the cards that its form asks for, and paints their words in the text;
 * of claims whose words are lost, which have no card, the list below. Nothing is asked of the server: cards and list
 * carry what is filtered by.
 */
class ClaimFilter extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.cards = document.getElementById(this.getAttribute("for"));
    this.form.addEventListener("input", this.#apply);
    this.form.addEventListener("reset", () => requestAnimationFrame(this.#apply));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#apply();
    });
    this.changes = new MutationObserver(this.#apply);
    this.changes.observe(this.cards, { childList: true, subtree: true });
    this.changes.observe(this.cards.parentElement, { childList: true });
    this.hidden = false;
    this.#apply();
  }

  disconnectedCallback() {
    this.changes.disconnect();
  }

  /** What the form asks for; the lost only where there are some. */
  get #asked() {
    const { state, mine, look } = this.form.elements;
    const lost = state.querySelector("[value=lost]");
    lost.hidden = lost.disabled = document.querySelector("#lost li") === null;
    if (lost.disabled && lost.selected) state.value = "";
    return { state: state.value, isLost: state.value === "lost", isMine: mine.checked, isLook: look.checked };
  }

  #wants(it, { state, isLost, isMine, isLook }) {
    if (isMine && it.dataset.author !== this.getAttribute("person")) return false;
    if (isLost) return it.localName === "li";
    const is = it.dataset.rating ?? it.querySelector("[data-state]")?.dataset.state;
    const isOf = !state || is === state || (state === "decided" && it.dataset.rating);
    return isOf && (!isLook || it.querySelector(".doubt") !== null);
  }

  #apply = (cause) => {
    const asked = this.#asked;
    if (!this.hasAttribute("data-on") && !Object.values(asked).some(Boolean)) return;
    const all = [...cardsIn(this.cards)];
    const lost = [...document.querySelectorAll("#lost li")];
    const shown = all.filter((card) => this.#wants(card, asked));
    const found = asked.isLost ? lost.filter((it) => this.#wants(it, asked)) : lost;
    const isOn = asked.isLost || shown.length < all.length;
    const seen = new Set([...shown, ...found]);
    for (const it of [...all, ...lost]) it.toggleAttribute("hidden", !seen.has(it));
    this.toggleAttribute("data-on", isOn);
    this.#paint(isOn ? shown.map((card) => card.dataset.claim) : []);
    const counted = { shown: shown.length, all: all.length, number: found.length };
    const told = asked.isLost ? _("%(number)s not found", counted) : _("%(shown)s of %(all)s claims", counted);
    const said = asked.isLost
      ? _("Claims not found: %(number)s.", counted)
      : _("%(shown)s of %(all)s claims shown.", counted);
    this.#say(isOn ? told : "", isOn && said, Array.isArray(cause));
  };

  /** In the summary always; aloud unless the cards changed by themselves and the words are still true. */
  #say(told, said, isByItself) {
    const output = this.querySelector("output");
    if (said && !(isByItself && output.textContent === told)) announce(said);
    output.textContent = told;
  }

  #paint(claims) {
    if (!CSS.highlights) return;
    const ranges = [...new Set(claims.flatMap(marksOf))].map(rangeOf);
    if (ranges.length) CSS.highlights.set("filter", new Highlight(...ranges));
    else CSS.highlights.delete("filter");
  }
}

customElements.define("claim-filter", ClaimFilter);
