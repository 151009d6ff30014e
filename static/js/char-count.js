/**
 * <char-count for="field-id" max="2000" soft="75">: how long a field is, in code points as the server counts;
 * `soft` is the length to aim for, `max` the one that is refused.
 */
import { announce } from "./announce.js";

class CharCount extends HTMLElement {
  #wasOver = false;

  connectedCallback() {
    this.#field?.addEventListener("input", this.#show);
    this.#field?.form?.addEventListener("reset", this.#soon);
    this.#show();
  }

  disconnectedCallback() {
    this.#field?.removeEventListener("input", this.#show);
    this.#field?.form?.removeEventListener("reset", this.#soon);
  }

  get #field() {
    return document.getElementById(this.getAttribute("for"));
  }

  /** A reset is told before the fields are empty. */
  #soon = () => requestAnimationFrame(this.#show);

  #show = () => {
    const length = Array.from(this.#field?.value ?? "").length;
    const max = Number(this.getAttribute("max")) || Infinity;
    const soft = Number(this.getAttribute("soft")) || max;
    const isOver = length > max;
    this.toggleAttribute("data-over", isOver);
    this.textContent = isOver ? `${length} characters, ${length - max} too many` : within(length, soft, max);
    if (isOver && !this.#wasOver) announce(`The field is longer than ${max} characters.`);
    this.#wasOver = isOver;
  };
}

function within(length, soft, max) {
  if (length > soft) return `${length} characters; ${soft} or fewer read best`;
  return Number.isFinite(soft) ? `${length} of ${soft} characters` : `${length} characters`;
}

customElements.define("char-count", CharCount);
