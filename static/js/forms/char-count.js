// @ts-check
import { announce } from "../page/announce.js";
import { _ } from "../page/i18n.js";
import { codePoints } from "../text/text-offset.js";

// What Python's str.strip() removes, and what factcheck/documents/characters.py removes.
const WHITESPACE = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const ENDS = new RegExp(`^${WHITESPACE}|${WHITESPACE}$`, "g");
const FORBIDDEN = /[\0-\x08\x0e-\x1b\x1f\x7f\p{Noncharacter_Code_Point}]/gu;
const QUIET_BELOW_FRACTION = 0.8; // of the maximum

/**
 * How many code points of a text the server stores.
 * @param {string} text
 */
export function storedLength(text) {
  return codePoints(text.replace(/\r\n?/g, "\n").replace(FORBIDDEN, "").replace(ENDS, ""));
}

/**
 * <char-count for="field-id" max="2000" soft="75">: the length of a field in code points, as the server counts what it
 * stores: without whitespace at the ends. `soft` is the recommended length, `max` the permitted one. With `data-quiet`
 * the count appears at four fifths of the maximum.
 */
class CharCount extends HTMLElement {
  #wasOver = false;

  connectedCallback() {
    this.#field?.addEventListener("input", this.#show);
    this.#field?.form?.addEventListener("reset", this.#onReset);
    this.#show();
  }

  disconnectedCallback() {
    this.#field?.removeEventListener("input", this.#show);
    this.#field?.form?.removeEventListener("reset", this.#onReset);
  }

  get #field() {
    const field = document.getElementById(this.getAttribute("for") ?? "");
    return /** @type {HTMLInputElement | HTMLTextAreaElement | null} */ (field);
  }

  /** The event comes before the fields are empty. */
  #onReset = () => requestAnimationFrame(this.#show);

  #show = () => {
    const length = storedLength(this.#field?.value ?? "");
    const max = Number(this.getAttribute("max")) || Infinity;
    const soft = Number(this.getAttribute("soft")) || max;
    const isOver = length > max;
    this.toggleAttribute("data-over", isOver);
    const isQuiet = "quiet" in this.dataset && length < QUIET_BELOW_FRACTION * max;
    this.textContent = isQuiet ? "" : count(length, soft, max);
    if (isOver && !this.#wasOver) announce(_("The field is longer than %(max)s characters.", { max }));
    this.#wasOver = isOver;
  };
}

/**
 * @param {number} length
 * @param {number} soft
 * @param {number} max
 */
function count(length, soft, max) {
  if (length > max) return _("%(length)s characters, %(over)s too many", { length, over: length - max });
  if (length > soft) return _("%(length)s characters; %(soft)s or fewer read best", { length, soft });
  if (soft === Infinity) return _("%(length)s characters", { length });
  return _("%(length)s of %(soft)s characters", { length, soft });
}

customElements.define("char-count", CharCount);
