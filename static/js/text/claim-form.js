// @ts-check
import { cardOf } from "../margin/cards.js";
import { announce } from "../page/announce.js";
import { byId, field, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { isUntouched, prefill, prepare, rememberClaimant } from "./claim-prefill.js";
import { append, fill } from "./quote-fields.js";
import { quotesOf } from "./text-offset.js";
import { segmentAt } from "./text-segments.js";

const EDGE_PX = 16; // between the form and the end of the window

/** The form of a new claim beside the text: filled in with selected words, emptied once the claim is stored. */
export class ClaimForm {
  /**
   * @param {string | null} id
   * @param {HTMLElement} text
   */
  constructor(id, text) {
    this.id = id;
    this.text = text;
  }

  /** A swap replaces the form. */
  get form() {
    return /** @type {HTMLFormElement} */ (byId(this.id));
  }

  get #box() {
    return /** @type {HTMLDetailsElement} */ (this.form.closest("details"));
  }

  /** Whether the claim has words and wasn't sent: further words can be added to it. */
  get isStarted() {
    return this.#box.open && field(this.form, "exact").value.trim() !== "";
  }

  /**
   * Starts a claim with these words.
   * @param {Range[]} ranges
   */
  start(ranges) {
    const quotes = quotesOf(this.text, ranges);
    fill(this.form, quotes);
    prefill(this.form, quotes.map(({ exact }) => exact));
    this.#open(ranges);
    field(this.form, "statement").select();
  }

  /**
   * Starts a claim that something is missing after the sentence in which the last range ends.
   * @param {Range[]} ranges
   */
  startOmission(ranges) {
    const { endContainer, endOffset } = ranges[ranges.length - 1];
    const sentence = segmentAt(this.text, endContainer, endOffset - 1, "sentence");
    if (!sentence) return;
    fill(this.form, quotesOf(this.text, [sentence]), "omission");
    this.#open([sentence]);
  }

  /**
   * Adds words to the claim.
   * @param {Range[]} ranges
   */
  add(ranges) {
    append(this.form, quotesOf(this.text, ranges));
    this.#open([...(CSS.highlights?.get("pending") ?? []), ...ranges]);
  }

  /**
   * Moves the focus into the form; the words stay painted.
   * @param {AbstractRange[]} painted
   */
  #open(painted) {
    this.#box.open = true;
    prepare(this.form);
    this.#place(painted);
    const statement = field(this.form, "statement");
    statement.focus({ preventScroll: true });
    statement.scrollIntoView({ block: "nearest" });
    CSS.highlights?.set("pending", new Highlight(...painted));
  }

  /** The form is at the height of the words, as far as it has room in the window. */
  #place(/** @type {AbstractRange[]} */ [first]) {
    if (!(first instanceof Range)) return;
    const { bottom } = this.#box.children[0].getBoundingClientRect();
    const lowest = innerHeight - this.form.offsetHeight - EDGE_PX - bottom;
    const below = Math.max(0, Math.min(first.getBoundingClientRect().top - bottom, lowest));
    this.form.style.setProperty("--below", `${Math.round(below)}px`);
  }

  /** Closes the form; what somebody has typed stays in it, and is kept as a draft. */
  cancel() {
    if (!this.#box.open) return;
    if (isUntouched(this.form)) this.#empty();
    CSS.highlights?.delete("pending");
    this.#close();
    this.text.focus({ preventScroll: true });
  }

  #empty() {
    this.form.reset();
    for (const name of ["hint", "hints"]) field(this.form, name).value = ""; // a reset doesn't change hidden fields
  }

  #close() {
    this.#box.open = false;
    document.getSelection()?.removeAllRanges();
  }

  /** The claim waits to be sent; the form is free for the next words. */
  onQueued() {
    this.#close();
    this.text.focus({ preventScroll: true });
  }

  /** After a claim was stored: empties the form, moves the focus to the card, and corrects the counts. */
  onStored() {
    const marker = document.getElementById("again");
    const card = cardOf(marker?.dataset.created);
    if (!marker || !card) return;
    delete marker.dataset.created;
    rememberClaimant(this.form);
    this.#empty();
    CSS.highlights?.delete("pending");
    this.#close();
    const state = card.querySelector("[data-state]")?.getAttribute("data-state");
    for (const count of findAll(document, `[data-counts="found"], [data-counts="${state}"]`)) {
      count.textContent = String(Number(count.textContent) + 1);
    }
    announce(_("Claim %(claim)s highlighted.", { claim: card.dataset.claim }), "success");
    requestAnimationFrame(() => card.focus({ preventScroll: true }));
  }
}
