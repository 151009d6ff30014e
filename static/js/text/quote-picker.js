// @ts-check
import { announce } from "../page/announce.js";
import { byId, field, find } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";
import { textKey } from "./caret-keys.js";
import { dragWithin } from "./drag-selection.js";
import { dragOnPage } from "./page-drag.js";
import { makeBar, placeBar } from "./selection-bar.js";
import { quoteOf } from "./text-offset.js";
import { selectedRanges } from "./text-selection.js";
import { originalRanges, translationNotice } from "./translated-page.js";

/**
 * <quote-picker form="form-id" sentences="url">: offers a bar at words selected in the captured text inside it. The
 * words are sent with the form; without one, they are announced by an event `quote-picked`, with their locator. On a
 * translated page the bar says so instead.
 */
class QuotePicker extends HTMLElement {
  /** @type {HTMLElement} */ text;
  /** @type {HTMLElement} */ bar;

  connectedCallback() {
    this.text = find(this, ".article-text");
    this.bar = makeBar([[_("Use as quotation"), this.#use], [_("Cancel"), this.#cancel]]);
    this.notice = translationNotice(this.getAttribute("sentences") ?? "");
    this.bar.append(this.notice);
    this.append(this.bar);
    const { signal } = (this.controller = new AbortController());
    document.addEventListener("selectionchange", this.#update, { signal });
    document.addEventListener("keydown", this.#onKey, { signal });
    const page = this.querySelector("svg.article-text");
    page instanceof SVGSVGElement ? dragOnPage(page, signal) : dragWithin(this.text, signal);
    this.text.tabIndex = 0;
  }

  disconnectedCallback() {
    this.controller?.abort();
    this.bar.remove();
  }

  #update = () => {
    const selected = selectedRanges(this.text);
    const isOriginal = originalRanges(this.text).length === selected.length;
    for (const part of this.bar.children) part.toggleAttribute("hidden", isOriginal === (part === this.notice));
    placeBar(this.bar, selected.at(-1));
  };

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!textKey(this.text, event) || !selectedRanges(this.text).length) return;
    if (!this.notice?.hidden && !this.bar.hidden) announce(this.notice?.textContent ?? "", "warning");
    this.#run(event);
  };

  #run = bindIn("quotation", [
    ["Enter", _("Use as quotation"), (event) => this.#use(event)],
    ["Escape", _("Clear the selection"), (event) => this.#cancel(event)],
  ]);

  #use = (/** @type {Event} */ event) => {
    const range = originalRanges(this.text).at(-1);
    const quote = range && quoteOf(this.text, range);
    if (!range || !quote) return;
    event.preventDefault();
    this.#cancel(event);
    if (this.hasAttribute("form")) return this.#send(quote);
    CSS.highlights?.set("pending", new Highlight(range));
    const locator = range.startContainer.parentElement?.closest(".block")?.getAttribute("data-locator") ?? "";
    this.dispatchEvent(new CustomEvent("quote-picked", { bubbles: true, detail: { ...quote, locator } }));
  };

  /** @param {import("./text-offset.js").Quote} quote */
  #send(quote) {
    const form = /** @type {HTMLFormElement} */ (byId(this.getAttribute("form")));
    for (const [name, value] of Object.entries(quote)) field(form, name).value = String(value);
    form.submit();
  }

  #cancel = (/** @type {Event} */ event) => {
    event.preventDefault();
    document.getSelection()?.removeAllRanges();
    this.bar.hidden = true;
  };
}

customElements.define("quote-picker", QuotePicker);
