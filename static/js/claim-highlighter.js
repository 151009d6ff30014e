import { announce } from "./announce.js";
import { makeBar, placeBar } from "./selection-bar.js";
import { quoteOf } from "./text-offset.js";

function fill(form, quote) {
  for (const [name, value] of Object.entries(quote)) form.elements[name].value = value;
}

/**
 * <claim-highlighter for="form-id" join="url" attach="form-id">: offers a bar at words selected in the article inside it.
 * Highlighting puts the words into the form; joining opens the page that ties them to a claim that is there. With
 * `attach`, a form for a mark that needs a place, the words become that place before anything else.
 */
class ClaimHighlighter extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector(".article-text");
    const attach = document.getElementById(this.getAttribute("attach"));
    this.first = attach ? this.#attach : this.#highlight;
    this.bar = makeBar([
      ...(attach ? [[attach.dataset.words, this.#attach]] : []),
      ["Highlight a claim", this.#highlight],
      ["Add to claim…", this.#join],
      ["Cancel", this.#cancel],
    ]);
    this.append(this.bar);
    document.addEventListener("selectionchange", this.#onSelection);
    this.text.addEventListener("keydown", this.#onKey);
    this.text.tabIndex = 0;
    document.addEventListener("htmx:after:swap", this.#onStored);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.#onSelection);
    document.removeEventListener("htmx:after:swap", this.#onStored);
    this.bar.remove();
  }

  #selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return this.text.contains(range.commonAncestorContainer) ? range : null;
  }

  #onSelection = () => placeBar(this.bar, this.#selected());

  #onKey = (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (this.bar.hidden || !isPlain) return;
    if (event.key === "Enter") this.first(event);
    if (event.key === "c") this.#highlight(event);
    if (event.key === "Escape") this.#cancel();
  };

  #highlight = (event) => {
    const range = this.#selected();
    const quote = range && quoteOf(this.text, range);
    if (!quote) return;
    event.preventDefault();
    const form = document.getElementById(this.getAttribute("for"));
    fill(form, quote);
    form.closest("details").open = true;
    form.elements.statement.focus({ preventScroll: true });
    form.elements.statement.scrollIntoView({ block: "nearest" });
    this.#keepSight(range);
    this.bar.hidden = true;
  };

  /** The words stay painted while the form has the focus. */
  #keepSight(range) {
    CSS.highlights?.set("pending", new Highlight(range.cloneRange()));
  }

  /** After a claim was stored: the form is fresh and folded, its card has the focus, the counts are right. */
  #onStored = () => {
    const form = document.getElementById(this.getAttribute("for"));
    const card = document.getElementById(`claim-${form?.dataset.created}`);
    if (!card) return;
    delete form.dataset.created;
    form.closest("details").open = false;
    CSS.highlights?.delete("pending");
    document.getSelection().removeAllRanges();
    const state = card.querySelector("[data-state]")?.dataset.state;
    for (const count of document.querySelectorAll(`[data-counts="found"], [data-counts="${state}"]`)) count.textContent++;
    announce(`Claim ${card.dataset.claim} highlighted.`, "success");
    requestAnimationFrame(() => card.focus());
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

  #join = () => {
    const range = this.#selected();
    const quote = range && quoteOf(this.text, range);
    if (quote) location.assign(`${this.getAttribute("join")}?${new URLSearchParams(quote)}`);
  };

  #cancel = () => {
    document.getSelection().removeAllRanges();
    this.bar.hidden = true;
  };
}

customElements.define("claim-highlighter", ClaimHighlighter);
