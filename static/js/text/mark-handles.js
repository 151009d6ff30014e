// @ts-check
import { cardOf, placesOf } from "../margin/cards.js";
import { announce, readOut } from "../page/announce.js";
import { byId, field, find, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bind, bindIn } from "../page/shortcuts.js";
import { ARROWS, handleMove } from "./caret-keys.js";
import { fill } from "./quote-fields.js";
import { caretStep, endOf, placeHandles, withEnd } from "./range-ends.js";
import { makeBar, placeBar } from "./selection-bar.js";
import { quoteOf, rangeAt } from "./text-offset.js";
import { positionAt } from "./text-position.js";

/** @typedef {import("./text-position.js").Position} Position */

/**
 * <mark-handles for="text">: a handle at either end of the quote of the claim in focus. Handles are dragged by words
 * (with Shift by characters) or moved by arrow keys. Enter or the bar below sends the form, Escape cancels.
 */
class MarkHandles extends HTMLElement {
  /** @type {HTMLElement} */ text;
  /** @type {HTMLFormElement} */ form;
  /** @type {HTMLElement[]} */ handles;
  /** @type {HTMLElement | null} */ card = null;
  /** @type {Range} */ range;
  /** @type {[start: number, end: number]} */ place;
  size = new ResizeObserver(() => this.hidden || placeHandles(this.handles, this.range));
  bar = makeBar([[_("Adjust quote"), () => this.#send()], [_("Cancel"), () => this.#cancel()]]);

  connectedCallback() {
    this.text = byId(this.getAttribute("for"));
    [this.form, this.handles] = [find(this, "form"), findAll(this, "[data-end]")];
    document.addEventListener("claim-focus", this.#onFocus, true); // measured before the cards are moved
    document.addEventListener("htmx:after:swap", this.#onStored);
    for (const handle of this.handles) {
      handle.addEventListener("pointerdown", ({ pointerId }) => handle.setPointerCapture(pointerId));
      handle.addEventListener("pointermove", (event) => this.#onDrag(handle, event));
      handle.addEventListener("keydown", this.#onKey);
    }
    this.size.observe(document.body); // a notice above the text moves that
    bind("b", _("Adjust the quote of the focused claim"), () => this.hidden || this.handles[0].focus());
  }

  disconnectedCallback() {
    this.size.disconnect();
    document.removeEventListener("claim-focus", this.#onFocus, true);
    document.removeEventListener("htmx:after:swap", this.#onStored);
  }

  /** The handles are shown at the first quote of the claim in focus, unless it is decided. They stay while in use. */
  #onFocus = (/** @type {CustomEvent<HTMLElement | null>} */ { detail: card }) => {
    if (this.contains(document.activeElement)) return;
    const place = card && !card.dataset.rating ? placesOf(card).find(([start, end]) => start < end) : undefined;
    const range = place && rangeAt(this.text, ...place);
    [this.hidden, this.card] = [!range, range ? card : null];
    if (!range) return;
    [this.place, this.range] = [place, range];
    requestAnimationFrame(() => this.range === range && placeHandles(this.handles, range));
  };

  #onDrag(/** @type {HTMLElement} */ handle, /** @type {PointerEvent} */ event) {
    const isDragged = handle.hasPointerCapture(event.pointerId);
    const position = isDragged && positionAt(this.text, event.clientX, event.clientY - handle.offsetHeight / 2);
    if (position) this.#move(handle, position, event.shiftKey ? "character" : "word");
  }

  #onKey = bindIn("quote", [
    [ARROWS, _("Move it by words, with Shift by characters"), (event) => this.#step(event)],
    ["Enter", _("Adjust quote"), (event) => [event.preventDefault(), this.#send()]],
    ["Escape", _("Cancel"), () => this.#cancel()],
  ]);

  #step(/** @type {KeyboardEvent} */ event) {
    const handle = /** @type {HTMLElement} */ (event.target);
    event.preventDefault();
    const position = caretStep(this.range, endOf(handle), ...handleMove(event));
    if (position && this.text.contains(position[0])) this.#move(handle, position, "character");
    readOut(this.range.toString(), this.text);
  }

  #move(/** @type {HTMLElement} */ handle, /** @type {Position} */ position, /** @type {"word" | "character"} */ unit) {
    const range = withEnd(this.text, this.range, endOf(handle), position, unit);
    if (!range) return;
    this.range = range;
    placeHandles(this.handles, range);
    CSS.highlights?.set("pending", new Highlight(range));
    this.append(this.bar);
    placeBar(this.bar, range);
  }

  #send() {
    const quote = quoteOf(this.text, this.range);
    if (!this.bar.isConnected || !this.card || !quote) return;
    field(this.form, "claim_id").value = this.card.dataset.claim ?? "";
    field(this.form, "was").value = this.place.join("-");
    fill(this.form, [quote]);
    this.form.requestSubmit();
  }

  #cancel() {
    this.#hide();
    this.card?.focus({ preventScroll: true });
  }

  #hide() {
    CSS.highlights?.delete("pending");
    this.bar.remove();
    this.hidden = true;
  }

  /** The card, drawn again, gets the focus. */
  #onStored = (/** @type {HtmxRequestEvent} */ { target }) => {
    if (target !== this.form || !this.bar.isConnected) return;
    this.#hide();
    announce(_("Quote adjusted. Its reviewers were asked to re-check the claim."), "undoable");
    requestAnimationFrame(() => cardOf(field(this.form, "claim_id").value)?.focus({ preventScroll: true }));
  };
}

customElements.define("mark-handles", MarkHandles);
