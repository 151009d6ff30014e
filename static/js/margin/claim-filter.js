// @ts-check
import { announce } from "../page/announce.js";
import { byId, field, find, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { contentsOf } from "../text/claim-paint.js";
import { marksOf } from "../text/text-marks.js";
import { isAssigned } from "./assigned-claims.js";
import { cardsIn } from "./cards.js";

/**
 * @typedef {{ state: string, isLost: boolean, isMine: boolean, isForMe: boolean, isUncertain: boolean }} Filter
 */

/**
 * <claim-filter for="cards" person="3">: shows only the cards that match its form, and paints their words in the text.
 * Claims whose words were lost have no card; they are in the list below. Nothing is requested: cards and list contain
 * what is filtered by.
 */
class ClaimFilter extends HTMLElement {
  /** @type {HTMLFormElement} */ form;
  /** @type {HTMLElement} */ cards;

  connectedCallback() {
    this.form = find(this, "form");
    this.cards = byId(this.getAttribute("for"));
    this.form.addEventListener("input", () => this.#apply());
    this.form.addEventListener("reset", () => requestAnimationFrame(() => this.#apply()));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#apply();
    });
    this.observer = new MutationObserver(this.#onChange);
    this.observer.observe(this.cards, { childList: true, subtree: true });
    this.observer.observe(/** @type {Element} */ (this.cards.parentElement), { childList: true });
    document.addEventListener("live-applied", this.#onChange);
    this.hidden = false;
    this.#apply();
  }

  disconnectedCallback() {
    this.observer?.disconnect();
    document.removeEventListener("live-applied", this.#onChange);
  }

  #onChange = () => this.#apply(true);

  /**
   * The values of the form. Lost claims can be chosen only if there are any.
   * @returns {Filter}
   */
  get #filter() {
    const [state, mine, look, assigned] = ["state", "mine", "look", "assigned"].map((name) => field(this.form, name));
    /** @type {HTMLOptionElement} */ const lost = find(state, "[value=lost]");
    const isNoneLost = document.querySelector("#lost li") === null;
    if (lost.disabled !== isNoneLost) lost.hidden = lost.disabled = isNoneLost;
    if (lost.disabled && lost.selected) state.value = "";
    const [isMine, isUncertain, isForMe] = [mine.checked, look.checked, assigned.checked];
    return { state: state.value, isLost: state.value === "lost", isMine, isForMe, isUncertain };
  }

  /**
   * @param {HTMLElement} claim its card, or its line in the list of lost claims
   * @param {Filter} filter
   */
  #matches(claim, { state, isLost, isMine, isForMe, isUncertain }) {
    if (isForMe && !isAssigned(claim)) return false;
    if (isMine && claim.dataset.author !== this.getAttribute("person")) return false;
    if (isLost) return claim.localName === "li";
    const { rating } = claim.dataset;
    const current = rating ?? claim.querySelector("[data-state]")?.getAttribute("data-state");
    const isState = !state || current === state || (state === "decided" && rating);
    return isState && (!isUncertain || claim.querySelector(".doubt") !== null);
  }

  /** @param {boolean} isAutomatic whether the cards changed, rather than the form */
  #apply(isAutomatic = false) {
    const filter = this.#filter;
    if (!this.hasAttribute("data-on") && !Object.values(filter).some(Boolean)) return;
    const cards = [...cardsIn(this.cards)];
    const lost = findAll(document, "#lost li");
    const matchingCards = cards.filter((card) => this.#matches(card, filter));
    const matchingLost = filter.isLost ? lost.filter((line) => this.#matches(line, filter)) : lost;
    const isOn = filter.isLost || matchingCards.length < cards.length;
    const matching = new Set([...matchingCards, ...matchingLost]);
    for (const claim of [...cards, ...lost]) claim.toggleAttribute("hidden", !matching.has(claim));
    this.toggleAttribute("data-on", isOn);
    this.#paint(isOn ? matchingCards : []);
    if (!isOn) find(this, "output").textContent = "";
    else if (filter.isLost) this.#reportLost(matchingLost.length, isAutomatic);
    else this.#reportShown(matchingCards.length, cards.length, isAutomatic);
  }

  #reportLost(/** @type {number} */ number, /** @type {boolean} */ isAutomatic) {
    this.#report(_("%(number)s not found", { number }), _("Claims not found: %(number)s.", { number }), isAutomatic);
  }

  #reportShown(/** @type {number} */ shown, /** @type {number} */ all, /** @type {boolean} */ isAutomatic) {
    const counts = { shown, all };
    const message = _("%(shown)s of %(all)s claims shown.", counts);
    this.#report(_("%(shown)s of %(all)s claims", counts), message, isAutomatic);
  }

  /** In the summary always; announced unless the cards changed and the count is still the same. */
  #report(/** @type {string} */ summary, /** @type {string} */ message, /** @type {boolean} */ isAutomatic) {
    const output = find(this, "output");
    if (!isAutomatic || output.textContent !== summary) announce(message);
    output.textContent = summary;
  }

  /** @param {HTMLElement[]} cards */
  #paint(cards) {
    if (!CSS.highlights) return;
    const marks = new Set(cards.flatMap((card) => marksOf(card.dataset.claim)));
    if (marks.size) CSS.highlights.set("filter", new Highlight(...[...marks].map(contentsOf)));
    else CSS.highlights.delete("filter");
  }
}

customElements.define("claim-filter", ClaimFilter);
