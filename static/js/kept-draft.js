import { _ } from "./words.js";

/**
 * <kept-draft>: inside a form, keeps on the server what is typed into it, and puts it back when the page opens again.
 * Its own htmx attributes ask for the draft; the part with `data-keeps` sends the form whenever it hears `keep`.
 */
const SOON = 800; // ms after the first unsaved key, so that two seconds are kept with room for the way

class KeptDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form.addEventListener("input", this.#onInput);
    this.form.addEventListener("submit", this.#onSubmit);
    this.form.addEventListener("reset", this.#onReset);
    window.addEventListener("pagehide", this.#onLeave);
    this.addEventListener("htmx:after:swap", this.#onSwap);
    this.addEventListener("htmx:response:error", this.#onFailure);
    this.addEventListener("htmx:error", this.#onFailure);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    window.removeEventListener("pagehide", this.#onLeave);
    this.form.removeEventListener("input", this.#onInput);
    this.form.removeEventListener("submit", this.#onSubmit);
    this.form.removeEventListener("reset", this.#onReset);
  }

  #onInput = () => {
    this.isTouched = true;
    this.timer ??= setTimeout(this.#keep, SOON);
  };

  #keep = () => {
    this.timer = undefined;
    this.querySelector("[data-keeps]").dispatchEvent(new Event("keep"));
  };

  /** The page goes away: what was typed in the last moment is sent behind it. */
  #onLeave = () => {
    if (this.timer === undefined) return;
    const fields = new FormData(this.form);
    for (const [name, value] of [...fields]) if (typeof value !== "string") fields.delete(name);
    navigator.sendBeacon(this.querySelector("[data-keeps]").getAttribute("hx-post"), fields);
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
    this.form.elements._draft?.remove();
    if (!this.querySelector("[data-discarded]")) this.querySelector(".said").textContent = "";
  };

  /** What the server refuses is told in its words, and tried again when more is typed. */
  #onFailure = ({ detail: { ctx } }) => {
    const refused = [413, 422].includes(ctx?.response?.status);
    const words = refused && new DOMParser().parseFromString(ctx.text ?? "", "text/html").querySelector(".notice p");
    if (words) return this.querySelector(".said").replaceChildren(`${_("The draft is not kept.")} `, ...words.childNodes);
    this.querySelector(".said").textContent = _("The draft is not kept yet. It stays in this page, and will be tried again.");
    this.timer ??= setTimeout(this.#keep, 5 * SOON);
  };

  #onSwap = () => {
    const back = this.querySelector("[data-fields]");
    if (back || this.querySelector("[data-kept]")) this.#mark();
    if (back) this.#putBack(back);
    if (this.querySelector("[data-discarded]")) this.#empty();
  };

  /** Not over what was typed meanwhile, nor over a form that came back with a refusal, or with two people's changes. */
  #putBack(back) {
    if (this.isTouched || this.form.querySelector(".error-summary, .merge")) return back.remove();
    const fields = Object.entries(JSON.parse(back.dataset.fields));
    delete back.dataset.fields;
    for (const [name, values] of fields) fill(this.form.elements[name], values);
    for (let box = this.form.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  }

  /** A page that came with the draft in its form is asked for again without it. */
  #empty() {
    const page = new URL(location.href);
    if (!page.searchParams.has("typed")) return this.form.reset();
    for (const name of ["typed", "out"]) page.searchParams.delete(name);
    location.replace(page);
  }

  /** The form says that it has a draft, which is let go when the form has done its work. */
  #mark() {
    if (this.form.elements._draft) return;
    const mark = document.createElement("input");
    Object.assign(mark, { type: "hidden", name: "_draft", value: "1" });
    this.form.append(mark);
  }
}

function fill(field, values) {
  if (!field) return;
  const parts = field instanceof RadioNodeList ? [...field] : [field];
  parts.forEach((part, index) => {
    if (part.type === "checkbox" || part.type === "radio") part.checked = values.includes(part.value);
    else part.value = values[index] ?? "";
  });
}

customElements.define("kept-draft", KeptDraft);
