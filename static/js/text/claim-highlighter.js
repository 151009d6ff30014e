// @ts-check
import { announce } from "../page/announce.js";
import { byId, closest, find } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";
import { AttachForm } from "./attach-form.js";
import { textKey } from "./caret-keys.js";
import { ClaimForm } from "./claim-form.js";
import { dragWithin } from "./drag-selection.js";
import { HighlightBar } from "./highlight-bar.js";
import { openWith } from "./quote-fields.js";
import { quotesOf } from "./text-offset.js";
import { selectedRanges } from "./text-selection.js";
import { originalRanges } from "./translated-page.js";

/**
 * <claim-highlighter for="form-id" join="form-id" sentences="url" attach="form-id">: offers a bar at words selected in
 * the article inside it. Highlighting puts the words into the form; adding puts them after those in it; joining opens
 * the page that adds them to a claim. `attach` is a form for a highlight that needs a place: the words become that
 * place. On a translated page the bar says so instead.
 */
class ClaimHighlighter extends HTMLElement {
  /** @type {HTMLElement} */ text;
  /** @type {ClaimForm} */ claim;
  /** @type {AttachForm} */ attach;
  /** @type {HighlightBar} */ bar;

  connectedCallback() {
    this.text = find(this, ".article-text");
    this.claim = new ClaimForm(this.getAttribute("for"), this.text);
    this.attach = new AttachForm(this.getAttribute("attach"), () => this.#quotes);
    this.bar = new HighlightBar(this.text, this.#acts(), this.#join, this.getAttribute("sentences") ?? "");
    this.append(this.bar.element);
    const { signal } = (this.controller = new AbortController());
    document.addEventListener("selectionchange", () => this.bar.update(this.claim.isStarted), { signal });
    document.addEventListener("keydown", this.#onKey, { signal });
    document.addEventListener("htmx:after:swap", () => this.claim.onStored(), { signal });
    dragWithin(this.text, signal);
    this.text.tabIndex = 0;
    this.addEventListener("queued-offline", () => this.claim.onQueued());
    this.addEventListener("click", (event) => closest(event, "[data-closes]") && this.claim.cancel());
    this.addEventListener("keydown", this.#onFormKey);
  }

  disconnectedCallback() {
    this.controller?.abort();
    this.bar.element.remove();
  }

  /** @returns {import("./selection-bar.js").Act[]} */
  #acts() {
    return [
      ...this.attach.acts,
      [_("Highlight a claim"), this.#highlight],
      [_("Add this quote"), this.#add, "adds"],
      [_("Add to claim…"), () => this.#join()],
      [_("Something is missing here"), this.#omission],
      [_("Cancel"), this.#cancel],
    ];
  }

  get #quotes() {
    return quotesOf(this.text, originalRanges(this.text));
  }

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    if (!textKey(this.text, event) || !selectedRanges(this.text).length) return;
    this.#run(event);
    if (this.bar.warning && !this.bar.element.hidden) announce(this.bar.warning, "warning");
  };

  #run = bindIn("selection", [
    ["Enter", _("Highlight a claim"), (event) => this.attach.form ? this.attach.send(event) : this.#highlight(event)],
    ["c", _("Highlight a claim"), (event) => this.#highlight(event)],
    [
      "Shift+Enter",
      _("Add the words to the claim you are writing"),
      (event) => this.claim.isStarted && this.#add(event),
    ],
    ["m", _("Something is missing here"), (event) => this.#omission(event)],
    ["Escape", _("Clear the selection"), () => this.#cancel()],
  ]);

  #onFormKey = bindIn("menus", [
    ["Escape", _("Close"), (event) => closest(event, ".claim-form") && this.claim.cancel()],
  ]);

  #highlight = (/** @type {Event} */ event) => this.#take(event, (ranges) => this.claim.start(ranges));

  #add = (/** @type {Event} */ event) => this.#take(event, (ranges) => this.claim.add(ranges));

  #omission = (/** @type {Event} */ event) => this.#take(event, (ranges) => this.claim.startOmission(ranges));

  #take(/** @type {Event} */ event, /** @type {(ranges: Range[]) => void} */ act) {
    const ranges = originalRanges(this.text);
    if (!ranges.length) return;
    event.preventDefault();
    act(ranges);
    this.bar.hide();
  }

  /** Opens the page that adds the words to a claim; `claim` is the number of one that was offered. */
  #join = (claim = "") => {
    const quotes = this.#quotes;
    if (!quotes.length) return;
    openWith(/** @type {HTMLFormElement} */ (byId(this.getAttribute("join"))), quotes, { claim_id: claim });
  };

  #cancel = () => {
    document.getSelection()?.removeAllRanges();
    this.bar.hide();
  };
}

customElements.define("claim-highlighter", ClaimHighlighter);
