// @ts-check
import { find } from "../page/dom.js";
import { makeBar, placeBar } from "./selection-bar.js";
import { SimilarClaims } from "./similar-claims.js";
import { quotesOf } from "./text-offset.js";
import { selectedRanges } from "./text-selection.js";
import { originalRanges, translationNotice } from "./translated-page.js";

/** The bar at selected words: similar claims, and what can be done with the words. */
export class HighlightBar {
  /**
   * @param {HTMLElement} text
   * @param {import("./selection-bar.js").Act[]} acts the one called `adds` is for a claim that was started
   * @param {(claim: string) => void} join is called with the number of a similar claim
   * @param {string} sentencesUrl a page on which whole sentences can be chosen
   */
  constructor(text, acts, join, sentencesUrl) {
    this.text = text;
    this.element = makeBar(acts);
    this.notice = translationNotice(sentencesUrl);
    this.similar = new SimilarClaims(document.getElementById("similar"), this.element, join);
    this.element.append(this.notice);
  }

  /** Why nothing can be done with the words; empty if something can. */
  get warning() {
    return this.notice.hidden ? "" : this.notice.textContent ?? "";
  }

  /**
   * Shows the bar at the selected words, or hides it.
   * @param {boolean} isStarted whether a claim was started to which words can be added
   */
  update(isStarted) {
    const selected = selectedRanges(this.text);
    const isOriginal = originalRanges(this.text).length === selected.length;
    for (const part of this.element.children) part.toggleAttribute("hidden", isOriginal === (part === this.notice));
    if (isOriginal) find(this.element, "[data-adds]").hidden = !isStarted;
    placeBar(this.element, selected.at(-1));
    const isSearched = selected.length > 0 && isOriginal;
    this.similar.search(isSearched ? () => quotesOf(this.text, originalRanges(this.text))[0] : null);
  }

  hide() {
    this.element.hidden = true;
  }
}
