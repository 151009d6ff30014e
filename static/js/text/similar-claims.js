// @ts-check
import { closest, field } from "../page/dom.js";

/** @typedef {import("./text-offset.js").Quote} Quote */

const SEARCH_DELAY_MS = 350; // after the last change of the selection

/**
 * Claims of this site that are similar to the selected words. It fills in the small form of `region` and sends it the
 * event `look`; htmx does the rest. The region is moved to the top of the selection bar.
 */
export class SimilarClaims {
  #timer = 0;
  #searched = ""; // the quote whose result is shown

  /**
   * @param {HTMLElement | null} region
   * @param {HTMLElement} bar
   * @param {(claim: string) => void} join is called with the number of the claim that was chosen
   */
  constructor(region, bar, join) {
    this.form = region?.querySelector("form");
    if (!region || !this.form) return;
    bar.prepend(region);
    region.addEventListener("click", (event) => {
      const claim = closest(event, "[data-joins]")?.dataset.joins;
      if (claim) join(claim);
    });
    region.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  }

  /**
   * Searches once the selection rests, or removes the last result.
   * @param {(() => Quote | null | undefined) | null} currentQuote null if nothing is selected
   */
  search(currentQuote) {
    clearTimeout(this.#timer);
    if (currentQuote) this.#timer = setTimeout(() => this.#searchFor(currentQuote()), SEARCH_DELAY_MS);
    else this.#clear();
  }

  #clear() {
    this.#searched = "";
    this.form?.nextElementSibling?.replaceChildren();
  }

  /** @param {Quote | null | undefined} quote */
  #searchFor(quote) {
    const searched = quote ? `${quote.hint} ${quote.exact}` : "";
    if (!this.form || searched === this.#searched) return;
    this.#clear();
    if (!quote) return;
    this.#searched = searched;
    field(this.form, "exact").value = quote.exact;
    field(this.form, "hint").value = String(quote.hint);
    this.form.dispatchEvent(new Event("look"));
  }
}
