// @ts-check
import { byId } from "../page/dom.js";
import { silence } from "../live/background-requests.js";

const WRITES = { // by name of the field: what of the page it writes
  rating: ".finding",
  headline: "h1",
  summary: ".finding",
  rationale: ".prose",
  would_change: "p.prose",
  public_note: ".corrections",
};

/**
 * <verdict-preview for="form-id">: the public page of a verdict, which its own htmx attributes draw anew as somebody
 * types. Shows the part that the field in focus writes. A preview that fails is silent: the next key asks again.
 */
class VerdictPreview extends HTMLElement {
  connectedCallback() {
    silence(this);
    this.form = byId(this.getAttribute("for"));
    this.form.addEventListener("focusin", this.#showPart);
    this.addEventListener("htmx:after:swap", this.#showPart);
  }

  disconnectedCallback() {
    this.form?.removeEventListener("focusin", this.#showPart);
  }

  /** Scrolls the preview, and never the page. */
  #showPart = () => {
    const { activeElement } = document;
    const name = activeElement?.getAttribute("name") ?? "";
    const part = this.querySelector(WRITES[/** @type {keyof WRITES} */ (name)] ?? "none");
    if (!part || !this.form?.contains(activeElement)) return;
    const [outer, box] = [this.getBoundingClientRect(), part.getBoundingClientRect()];
    if (box.top < outer.top || box.top > outer.bottom - outer.height / 3) {
      this.scrollTop += box.top - outer.top - outer.height / 4;
    }
  };
}

customElements.define("verdict-preview", VerdictPreview);
