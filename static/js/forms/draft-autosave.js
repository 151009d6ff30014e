// @ts-check
import { announce } from "../page/announce.js";
import { find, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { clearStatus, showFailure } from "./draft-status.js";
import { emptyForm, fillForm, textValues } from "./form-values.js";
import { choiceOf, PAGE_ID, ShownDrafts } from "./shown-drafts.js";

/**
 * <draft-autosave>: inside a form, saves what is typed on the server and restores it when the page is opened again.
 * Its own htmx attributes load the draft; the part with `data-draft-saver` sends the form at the event `keep`.
 */
const SAVE_DELAY_MS = 800; // after the first unsaved key: the draft is safe within two seconds
const RETRY_DELAY_MS = 4000;
const SAVER = "[data-draft-saver]";
const FAILURES = /** @type {const} */ (["htmx:response:error", "htmx:error"]);

class DraftAutosave extends HTMLElement {
  /** @type {HTMLFormElement} */ form;
  /** @type {ShownDrafts} */ shownDrafts;
  /** @type {number | undefined} */ timer;
  isTouched = false;
  isRestoring = false;

  connectedCallback() {
    const { signal } = (this.controller = new AbortController());
    this.form = /** @type {HTMLFormElement} */ (this.closest("form"));
    this.form.addEventListener("input", this.#onInput, { signal });
    this.form.addEventListener("submit", this.#cancelSave, { signal });
    this.form.addEventListener("reset", this.#onReset, { signal });
    window.addEventListener("pagehide", this.#onLeave, { signal });
    // In the back-forward cache the page has missed what was typed in another window.
    window.addEventListener("pageshow", (event) => event.persisted && this.dispatchEvent(new Event("ask")), { signal });
    this.addEventListener("click", this.#onClick, { signal });
    this.addEventListener("htmx:after:swap", this.#onSwap, { signal });
    for (const name of FAILURES) this.addEventListener(name, this.#onFailure, { signal });
    this.shownDrafts ??= new ShownDrafts(this.form);
  }

  connectedMoveCallback() {} // with its card: nothing was left

  disconnectedCallback() {
    this.#onLeave();
    this.#cancelSave();
    this.controller?.abort();
  }

  #onInput = (/** @type {Event} */ event) => {
    const isFilledIn = event instanceof CustomEvent && event.detail === "by-script";
    if (this.isRestoring || (isFilledIn && !this.isTouched)) return;
    this.isTouched = true;
    this.timer ??= setTimeout(this.#save, SAVE_DELAY_MS);
  };

  /** Nothing is saved while the page asks which of two drafts to use. */
  #save = () => {
    this.timer = undefined;
    if (!this.querySelector("[data-newer]")) find(this, SAVER).dispatchEvent(new Event("keep"));
  };

  /** What was typed in the last moment is sent as the page closes. */
  #onLeave = () => {
    const url = find(this, SAVER).getAttribute("hx-post");
    if (this.timer !== undefined && url) navigator.sendBeacon(url, textValues(this.form));
  };

  #cancelSave = () => {
    clearTimeout(this.timer);
    this.timer = undefined;
  };

  /** The form was sent, and the server has discarded its draft. */
  #onReset = () => {
    this.#cancelSave();
    this.isTouched = false;
    this.shownDrafts.reset();
    if (!this.querySelector("[data-discarded]")) clearStatus(this);
  };

  /** Shows why the server refused, and tries again: after a refusal with the next key, after any other failure soon. */
  #onFailure = (/** @type {HtmxRequestEvent} */ { detail: { ctx } }) => {
    if (ctx?.response?.status === 409) return; // the answer that is swapped in says it
    if (!showFailure(this, ctx)) this.timer ??= setTimeout(this.#save, RETRY_DELAY_MS);
  };

  #onSwap = () => {
    for (const draft of findAll(this, "[data-fields]")) this.#restore(draft);
    if (this.querySelector("[data-discarded]")) emptyForm(this.form);
  };

  /** Restores no draft over new input, nor into a form that came back with errors or with an edit conflict. */
  #restore(/** @type {HTMLElement} */ draft) {
    const { fields = "{}", state, writer } = draft.dataset;
    const isShown = writer === PAGE_ID && !this.closest("claim-panel"); // a panel is loaded anew by the page that wrote
    if (isShown || this.form.querySelector(".error-summary, .merge")) return draft.remove();
    if (this.isTouched) {
      draft.remove();
      return this.#save(); // the server answers with the newer draft
    }
    delete draft.dataset.fields;
    this.shownDrafts.add(state);
    this.isRestoring = true; // counters hear the input events, and nothing is saved again
    fillForm(this.form, JSON.parse(fields));
    this.isRestoring = false;
  }

  /** Of two drafts, uses the newer one or saves this one in its place. */
  #onClick = (/** @type {MouseEvent} */ event) => {
    const choice = choiceOf(event);
    if (!choice) return;
    this.shownDrafts.add(choice.newerDraft);
    if (choice.keepsThis) return this.#save();
    this.isTouched = false;
    this.dispatchEvent(new Event("ask"));
    announce(_("The newer draft is in the form."));
  };
}

customElements.define("draft-autosave", DraftAutosave);
