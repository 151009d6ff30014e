import { announce } from "../page/announce.js";
import { dragWithin } from "./drag-selection.js";
import { nameOf } from "../page/keyboard-layout.js";
import { SimilarClaims } from "./similar-claims.js";
import { makeBar, placeBar } from "./selection-bar.js";
import { addTo, fill, together } from "./quote-fields.js";
import { areSingleKeysOff } from "../page/shortcuts.js";
import { quoteOf } from "./text-offset.js";
import { segmentAt } from "./text-segments.js";
import { selectedRanges } from "./text-selection.js";
import { isTranslated, translationNotice } from "./translated-page.js";
import { _ } from "../page/i18n.js";

/**
 * <claim-highlighter for="form-id" join="form-id" sentences="url" attach="form-id">: offers a bar at words selected in the
 * article inside it. Highlighting puts the words into the form; adding puts them behind those that are there; joining
 * opens the page that ties them to a claim. With `attach`, a form for a mark that needs a place, the words become that
 * place first of all. Where the page was translated the bar says so instead.
 */
class ClaimHighlighter extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector(".article-text");
    this.bar = makeBar(this.#acts());
    this.similar = new SimilarClaims(document.getElementById("similar"), this.bar, this.#join);
    this.notice = translationNotice(this.getAttribute("sentences"));
    this.bar.append(this.notice);
    this.append(this.bar);
    this.gone = new AbortController();
    const { signal } = this.gone;
    document.addEventListener("selectionchange", this.#onSelection, { signal });
    document.addEventListener("keydown", this.#onKey, { signal });
    dragWithin(this.text, signal);
    this.text.tabIndex = 0;
    document.addEventListener("htmx:after:swap", this.#onStored, { signal });
    this.addEventListener("queued-offline", this.#onKeptForLater);
  }

  disconnectedCallback() {
    this.gone.abort();
    this.bar.remove();
  }

  get #form() {
    return document.getElementById(this.getAttribute("for"));
  }

  #acts() {
    const attach = document.getElementById(this.getAttribute("attach"));
    this.first = attach ? this.#attach : this.#highlight;
    return [
      ...(attach ? [[attach.dataset.words, this.#attach]] : []),
      [_("Highlight a claim"), this.#highlight],
      [_("Add this quote"), this.#add, "adds"],
      [_("Add to claim…"), () => this.#join()],
      [_("Something is missing here"), this.#miss],
      [_("Cancel"), this.#cancel],
    ];
  }

  /** The words that are selected; none of a translation. */
  #ranges() {
    const ranges = selectedRanges(this.text);
    return ranges.some((range) => isTranslated(this.text, range)) ? [] : ranges;
  }

  #quotes() {
    return this.#ranges().map((range) => quoteOf(this.text, range));
  }

  #onSelection = () => {
    const selected = selectedRanges(this.text);
    const isOriginal = this.#ranges().length === selected.length;
    for (const part of this.bar.children) part.hidden = isOriginal === (part === this.notice);
    if (isOriginal) this.bar.querySelector("[data-adds]").hidden = !this.#isBegun;
    placeBar(this.bar, selected.at(-1));
    this.similar.ask(selected.length && isOriginal ? () => this.#quotes()[0] : null);
  };

  /** Whether a claim has words already and was not sent: further ones can be added to it. */
  get #isBegun() {
    return Boolean(this.#form?.closest("details").open && this.#form.elements.exact.value.trim());
  }

  /** In the text, or where nothing has the focus: a drag may begin beside the text. The bar may not have come up yet. */
  #onKey = (event) => {
    const { target } = event;
    if (
      event.defaultPrevented || !(target === document || target.matches?.("body, main") || this.text.contains(target))
    ) return;
    const name = nameOf(event);
    if (!name || (name.length === 1 && areSingleKeysOff()) || !selectedRanges(this.text).length) return;
    if (name === "Enter") (event.shiftKey && this.#isBegun ? this.#add : this.first)(event);
    if (name === "c") this.#highlight(event);
    if (name === "m") this.#miss(event);
    if (name === "Escape") this.#cancel();
    else if (!this.notice.hidden) announce(this.notice.textContent, "warning");
  };

  #highlight = (event) => this.#take(event, fill);

  #add = (event) => this.#take(event, addTo);

  /** Something is missing after the sentence in which the selection ends. */
  #miss = (event) => {
    const last = this.#ranges().at(-1);
    const sentence = last && segmentAt(this.text, last.endContainer, last.endOffset - 1, "sentence");
    this.#take(event, (form, quotes) => fill(form, quotes, "omission"), sentence ? [sentence] : []);
  };

  #take(event, put, ranges = this.#ranges()) {
    if (!ranges.length) return;
    event.preventDefault();
    put(this.#form, ranges.map((range) => quoteOf(this.text, range)));
    this.#form.closest("details").open = true;
    this.#form.elements.statement.focus({ preventScroll: true });
    this.#form.elements.statement.scrollIntoView({ block: "nearest" });
    this.#keepSight(ranges, put === addTo);
    this.bar.hidden = true;
  }

  /** The words stay painted while the form has the focus. */
  #keepSight(ranges, isMore) {
    const painted = isMore ? [...(CSS.highlights?.get("pending") ?? [])] : [];
    CSS.highlights?.set("pending", new Highlight(...painted, ...ranges));
  }

  /** After a claim was stored: the form is emptied and folded, its card has the focus, the counts are right. */
  #onStored = () => {
    const told = document.getElementById("again");
    const card = document.getElementById(`claim-${told?.dataset.created}`);
    if (!card) return;
    delete told.dataset.created;
    this.#form.reset();
    for (const name of ["hint", "hints"]) this.#form.elements[name].value = ""; // a reset leaves hidden fields alone
    this.#form.closest("details").open = false;
    CSS.highlights?.delete("pending");
    document.getSelection().removeAllRanges();
    const state = card.querySelector("[data-state]")?.dataset.state;
    for (const count of document.querySelectorAll(`[data-counts="found"], [data-counts="${state}"]`)) {
      count.textContent++;
    }
    announce(_("Claim %(claim)s highlighted.", card.dataset), "success");
    requestAnimationFrame(() => card.focus({ preventScroll: true }));
  };

  /** The line is lost and the claim waits to be sent: the form is free for the next words. */
  #onKeptForLater = () => {
    this.#form.closest("details").open = false;
    document.getSelection().removeAllRanges();
    this.text.focus({ preventScroll: true });
  };

  #attach = (event) => {
    const quotes = this.#quotes();
    if (!quotes.length) return;
    event.preventDefault();
    const form = document.getElementById(this.getAttribute("attach"));
    fill(form, quotes);
    form.requestSubmit();
  };

  /** To the page that ties the words to a claim; `claim` is the number of one that was offered. */
  #join = (claim) => {
    const quotes = this.#quotes();
    if (!quotes.length) return;
    const form = document.getElementById(this.getAttribute("join"));
    for (const [name, value] of Object.entries({ ...together(quotes), claim_id: claim ?? "" })) {
      form.elements[name].value = value;
    }
    form.submit();
  };

  #cancel = () => {
    document.getSelection().removeAllRanges();
    this.bar.hidden = true;
  };
}

customElements.define("claim-highlighter", ClaimHighlighter);
