/**
 * <char-count for="field-id" max="2000" soft="75">: how long a field is, in code points as the server counts;
 * `soft` is the length to aim for, `max` the one that is refused.
 */
import { announce } from "./announce.js";
import { _ } from "./words.js";

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
    this.textContent = isOver ? _("%(length)s characters, %(over)s too many", { length, over: length - max }) : within(length, soft, max);
    if (isOver && !this.#wasOver) announce(_("The field is longer than %(max)s characters.", { max }));
    this.#wasOver = isOver;
  };
}

function within(length, soft, max) {
  if (length > soft) return _("%(length)s characters; %(soft)s or fewer read best", { length, soft });
  return Number.isFinite(soft) ? _("%(length)s of %(soft)s characters", { length, soft }) : _("%(length)s characters", { length });
}

customElements.define("char-count", CharCount);
