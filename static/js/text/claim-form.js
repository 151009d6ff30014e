// @ts-check
import { byId, field } from "../page/dom.js";
import { placeAt } from "./claim-form-place.js";
import { isUntouched, prefill, prepare, rememberClaimant } from "./claim-prefill.js";
import { append, fill } from "./quote-fields.js";
import { showStored, takeStoredCard } from "./stored-claim.js";
import { quotesOf } from "./text-offset.js";
import { segmentAt } from "./text-segments.js";

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
    placeAt(this.form, this.#box, painted[0]);
    const statement = field(this.form, "statement");
    statement.focus({ preventScroll: true });
    statement.scrollIntoView({ block: "nearest" });
    CSS.highlights?.set("pending", new Highlight(...painted));
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
    const card = takeStoredCard();
    if (!card) return;
    rememberClaimant(this.form);
    this.#empty();
    CSS.highlights?.delete("pending");
    this.#close();
    showStored(card);
  }
}
