/**
 * <char-count for="field-id" max="2000" soft="75">: how long a field is, in code points as the server counts what it
 * stores (AtMost in factcheck/web/forms.py): without blanks at its rims. `soft` is the length to aim for, `max` the one
 * that is refused; with `data-quiet` it says nothing until four fifths of that are reached.
 */
import { announce } from "../page/announce.js";
import { codePoints } from "../text/text-offset.js";
import { _ } from "../page/i18n.js";

const BLANKS = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+"; // as Python's str.strip()
const RIMS = new RegExp(`^${BLANKS}|${BLANKS}$`, "g");
const FORBIDDEN = /[\0-\x08\x0e-\x1b\x1f\x7f\p{Noncharacter_Code_Point}]/gu; // as factcheck/documents/characters.py leaves out
const NEAR = 0.8;

/** How many code points of a text the server stores. */
export function storedLength(text) {
  return codePoints(text.replace(/\r\n?/g, "\n").replace(FORBIDDEN, "").replace(RIMS, ""));
}

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

  /** `reset` fires before the fields are empty. */
  #soon = () => requestAnimationFrame(this.#show);

  #show = () => {
    const length = storedLength(this.#field?.value ?? "");
    const max = Number(this.getAttribute("max")) || Infinity;
    const soft = Number(this.getAttribute("soft")) || max;
    const isOver = length > max;
    this.toggleAttribute("data-over", isOver);
    const isQuiet = "quiet" in this.dataset && length < NEAR * max;
    if (isQuiet) this.textContent = "";
    else {this.textContent = isOver
        ? _("%(length)s characters, %(over)s too many", { length, over: length - max })
        : within(length, soft, max);}
    if (isOver && !this.#wasOver) announce(_("The field is longer than %(max)s characters.", { max }));
    this.#wasOver = isOver;
  };
}

function within(length, soft, max) {
  if (length > soft) return _("%(length)s characters; %(soft)s or fewer read best", { length, soft });
  return Number.isFinite(soft)
    ? _("%(length)s of %(soft)s characters", { length, soft })
    : _("%(length)s characters", { length });
}

customElements.define("char-count", CharCount);
