import { announce } from "../page/announce.js";
import { _ } from "../page/i18n.js";

/**
 * <draft-autosave>: inside a form, keeps on the server what is typed into it, and puts it back when the page opens again.
 * Its own htmx attributes ask for the draft, when the page is loaded and when it hears `ask`; the part with `data-keeps`
 * sends the form whenever it hears `keep`. The hidden field `_draft` says which drafts the page has heard of: it begins
 * with the page's own name, so that the server replaces what this page kept, and nothing that it has never shown.
 */
const SOON = 800; // ms after the first unsaved key, so that two seconds are kept with room for the way
const PAGE = Array.from(crypto.getRandomValues(new Uint32Array(4)), (it) => it.toString(36)).join(""); // Back opens another

class DraftAutosave extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.form.addEventListener("input", this.#onInput, { signal });
    this.form.addEventListener("submit", this.#onSubmit, { signal });
    this.form.addEventListener("reset", this.#onReset, { signal });
    window.addEventListener("pagehide", this.#onLeave, { signal });
    window.addEventListener("pageshow", this.#onShow, { signal });
    this.addEventListener("click", this.#onClick, { signal });
    this.addEventListener("htmx:after:swap", this.#onSwap, { signal });
    this.addEventListener("htmx:response:error", this.#onFailure, { signal });
    this.addEventListener("htmx:error", this.#onFailure, { signal });
    this.heard = this.form.querySelector("[name=_draft]") ?? this.form.appendChild(hidden("_draft"));
    this.heard.value = `${PAGE} ${this.heard.value}`.trim();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    this.gone.abort();
  }

  get #said() {
    return this.querySelector(".draft-status");
  }

  #onInput = () => {
    if (this.isFilling) return;
    this.isTouched = true;
    this.timer ??= setTimeout(this.#keep, SOON);
  };

  /** Nothing is kept while the page asks which of two drafts is meant. */
  #keep = () => {
    this.timer = undefined;
    if (!this.querySelector("[data-newer]")) this.querySelector("[data-keeps]").dispatchEvent(new Event("keep"));
  };

  /** The page goes away: what was typed in the last moment is sent behind it. */
  #onLeave = () => {
    if (this.timer === undefined) return;
    const fields = new FormData(this.form);
    for (const [name, value] of [...fields]) if (typeof value !== "string") fields.delete(name);
    navigator.sendBeacon(this.querySelector("[data-keeps]").getAttribute("hx-post"), fields);
  };

  /** A page that the browser had put aside may have missed what was typed since, in another window. */
  #onShow = ({ persisted }) => {
    if (persisted) this.dispatchEvent(new Event("ask"));
  };

  /** What is being sent is the server's from now on. */
  #onSubmit = () => {
    clearTimeout(this.timer);
    this.timer = undefined;
  };

  /** The form has done its work, and its draft was let go with it. */
  #onReset = () => {
    this.#onSubmit();
    this.isTouched = false;
    this.heard.value = PAGE;
    if (!this.querySelector("[data-discarded]")) this.#said.textContent = "";
  };

  /** Show the server's reason for a refusal, and try again when more is typed. */
  #onFailure = ({ detail: { ctx } }) => {
    const status = ctx?.response?.status;
    if (status === 409) return; // what the answer brings in says it
    const refused = [413, 422].includes(status);
    const words = refused && new DOMParser().parseFromString(ctx.text ?? "", "text/html").querySelector(".notice p");
    if (words) return this.#said.replaceChildren(`${_("The draft wasn't saved.")} `, ...words.childNodes);
    this.#said.textContent = _("The draft isn't saved yet. It stays on this page, and saving will be retried.");
    this.timer ??= setTimeout(this.#keep, 5 * SOON);
  };

  #onSwap = () => {
    const back = this.querySelector("[data-fields]");
    if (back) this.#putBack(back);
    if (this.querySelector("[data-discarded]")) this.#empty();
  };

  /** Not over what was typed meanwhile, nor over a form that came back with a refusal, or with two people's changes. */
  #putBack(back) {
    const { fields, state, writer } = back.dataset;
    if (writer === PAGE || this.form.querySelector(".error-summary, .merge")) return back.remove();
    if (this.isTouched) {
      back.remove();
      return this.#keep(); // the server says what is newer
    }
    delete back.dataset.fields;
    this.heard.value += ` ${state}`;
    this.isFilling = true; // counters hear it, and nothing is kept anew
    for (const [name, values] of Object.entries(JSON.parse(fields))) fill(this.form.elements[name], values);
    this.isFilling = false;
    for (let box = this.form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  }

  /** Of two drafts, that from the other window is put in, or this one is kept in its place. */
  #onClick = ({ target }) => {
    const newer = target.closest("[data-takes], [data-replaces]")?.closest("[data-newer]");
    if (!newer) return;
    this.heard.value += ` ${newer.dataset.state}`;
    newer.remove();
    if (target.closest("[data-replaces]")) return this.#keep();
    this.isTouched = false;
    this.dispatchEvent(new Event("ask"));
    announce(_("The newer draft is in the form."));
  };

  /** A page that came with the draft in its form is asked for again without it. */
  #empty() {
    const page = new URL(location.href);
    if (!page.searchParams.has("typed")) return this.form.reset();
    for (const name of ["typed", "out"]) page.searchParams.delete(name);
    location.replace(page);
  }
}

function hidden(name) {
  return Object.assign(document.createElement("input"), { type: "hidden", name });
}

function fill(field, values) {
  if (!field) return;
  const parts = field instanceof RadioNodeList ? [...field] : [field];
  parts.forEach((part, index) => {
    if (part.type === "checkbox" || part.type === "radio") part.checked = values.includes(part.value);
    else part.value = values[index] ?? "";
    part.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

customElements.define("draft-autosave", DraftAutosave);
