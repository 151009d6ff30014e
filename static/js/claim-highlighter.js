import { announce } from "./announce.js";
import { SimilarClaims } from "./similar-claims.js";
import { makeBar, placeBar } from "./selection-bar.js";
import { fill, addTo } from "./quote-fields.js";
import { quoteOf } from "./text-offset.js";
import { segmentAt } from "./text-segments.js";
import { _ } from "./words.js";

/**
 * <claim-highlighter for="form-id" join="url" attach="form-id">: offers a bar at words selected in the article inside it.
 * Highlighting puts the words into the form; adding puts them behind those that are there; joining opens the page that
 * ties them to a claim. With `attach`, a form for a mark that needs a place, the words become that place first of all.
 */
class ClaimHighlighter extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector(".article-text");
    this.bar = makeBar(this.#acts());
    this.similar = new SimilarClaims(document.getElementById("similar"), this.bar, this.#join);
    this.append(this.bar);
    document.addEventListener("selectionchange", this.#onSelection);
    this.text.addEventListener("keydown", this.#onKey);
    this.text.tabIndex = 0;
    document.addEventListener("htmx:after:swap", this.#onStored);
    this.addEventListener("outbox", this.#onKeptForLater);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.#onSelection);
    document.removeEventListener("htmx:after:swap", this.#onStored);
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
      [_("Add these words"), this.#add, "adds"],
      [_("Add to claim…"), () => this.#join()],
      [_("Something is missing here"), this.#miss],
      [_("Cancel"), this.#cancel],
    ];
  }

  #selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return this.text.contains(range.commonAncestorContainer) ? range : null;
  }

  #onSelection = () => {
    const range = this.#selected();
    this.bar.querySelector("[data-adds]").hidden = !this.#isBegun;
    placeBar(this.bar, range);
    this.similar.ask(range && quoteOf(this.text, range));
  };

  /** Whether a claim has words already and was not sent: further ones can be added to it. */
  get #isBegun() {
    return Boolean(this.#form?.closest("details").open && this.#form.elements.exact.value.trim());
  }

  #onKey = (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!isPlain || !this.#selected()?.toString().trim()) return; // the bar may not have come up yet
    if (event.key === "Enter") (event.shiftKey && this.#isBegun ? this.#add : this.first)(event);
    if (event.key === "c") this.#highlight(event);
    if (event.key === "m") this.#miss(event);
    if (event.key === "Escape") this.#cancel();
  };

  #highlight = (event) => this.#take(event, fill);

  #add = (event) => this.#take(event, addTo);

  /** Something is missing after the sentence in which the selection ends. */
  #miss = (event) => {
    const { endContainer, endOffset } = this.#selected();
    const sentence = segmentAt(this.text, endContainer, Math.max(0, endOffset - 1), "sentence");
    this.#take(event, (form, quote) => fill(form, quote, "omission"), sentence);
  };

  #take(event, put, range = this.#selected()) {
    const quote = range && quoteOf(this.text, range);
    if (!quote) return;
    event.preventDefault();
    put(this.#form, quote);
    this.#form.closest("details").open = true;
    this.#form.elements.statement.focus({ preventScroll: true });
    this.#form.elements.statement.scrollIntoView({ block: "nearest" });
    this.#keepSight(range, put === addTo);
    this.bar.hidden = true;
  }

  /** The words stay painted while the form has the focus. */
  #keepSight(range, isMore) {
    const painted = isMore ? [...(CSS.highlights?.get("pending") ?? [])] : [];
    CSS.highlights?.set("pending", new Highlight(...painted, range.cloneRange()));
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
    for (const count of document.querySelectorAll(`[data-counts="found"], [data-counts="${state}"]`)) count.textContent++;
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
    const range = this.#selected();
    const quote = range && quoteOf(this.text, range);
    if (!quote) return;
    event.preventDefault();
    const form = document.getElementById(this.getAttribute("attach"));
    fill(form, quote);
    form.requestSubmit();
  };

  /** To the page that ties the words to a claim; `claim` is the number of one that was offered. */
  #join = (claim) => {
    const range = this.#selected();
    const quote = range && quoteOf(this.text, range);
    if (!quote) return;
    const asked = new URLSearchParams(claim ? { ...quote, claim_id: claim } : quote);
    location.assign(`${this.getAttribute("join")}?${asked}`);
  };

  #cancel = () => {
    document.getSelection().removeAllRanges();
    this.bar.hidden = true;
  };
}

customElements.define("claim-highlighter", ClaimHighlighter);
