// @ts-check
import { findAll } from "../page/dom.js";
import { choose, radiosIn } from "../forms/choice-keys.js";
import { keepTyped, restoreTyped } from "./typed-values.js";

/** @typedef {"evidence" | "finding" | "review" | "next"} Part of a panel */

const FOUND = ".found-passage";
const SPACE_PX = 40; // above a part that the card is scrolled to: its heading

/**
 * <claim-panel>: what is done with a claim, inside its card. Each part opens with the focus in it.
 */
export class ClaimPanel extends HTMLElement {
  isReady = false;

  connectedCallback() {
    this.addEventListener("toggle", this.#onToggle, true);
    this.addEventListener("htmx:before:swap", this.#onSwap);
    if (this.isReady) return; // its card was moved
    this.isReady = true;
    requestAnimationFrame(this.#takeFocus);
    restoreTyped(this);
    if ("saved" in this.dataset) document.querySelector("live-changes")?.dispatchEvent(new Event("live-change"));
  }

  /** With its card it moves as it is: nothing in it is loaded, restored or focused anew. */
  connectedMoveCallback() {}

  get #card() {
    return /** @type {HTMLElement | null} */ (this.closest(".card"));
  }

  /** The form that was sent is gone with its focus: the card gets that, or the part that was asked for meanwhile. */
  #takeFocus = () => {
    const card = this.#card;
    if (!card?.classList.contains("focused")) return;
    const part = /** @type {Part | undefined} */ (card.dataset.opens ?? this.dataset.opens);
    delete card.dataset.opens;
    if (part) this.open(part);
    else if (document.activeElement === document.body) card.focus({ preventScroll: true });
  };

  /** @param {Part} part */
  open(part) {
    const opener = this.querySelector(`summary[data-acts="${part}"]`);
    opener?.parentElement?.setAttribute("open", "");
    if (part === "evidence") this.#focus("[name=find]");
    else if (part === "finding") {
      this.#focus(this.querySelector(FOUND) ? FOUND : "summary[data-acts=finding]");
    } else this.#focus(part === "review" ? "[name=rating]" : "[name=rating], [data-acts=verdict], summary");
  }

  /** @param {number} number of a rating, by its place in the row */
  rate(number) {
    const rating = radiosIn(this, "rating")[number - 1];
    if (!rating) return;
    this.open("review");
    choose(rating);
  }

  /** @param {string} selector */
  #focus(selector) {
    const target = findAll(this, selector).find((element) => element.checkVisibility());
    target?.focus({ preventScroll: true });
    if (target) this.#reveal(target.closest("form, section") ?? target);
  }

  /** Scrolls the card, and not the page, so that a part begins at its top. */
  #reveal(/** @type {Element} */ part) {
    const card = this.#card;
    if (!card) return part.scrollIntoView({ block: "nearest" });
    const [outer, box] = [card.getBoundingClientRect(), part.getBoundingClientRect()];
    if (box.top < outer.top || box.bottom > outer.bottom) card.scrollTop += box.top - outer.top - SPACE_PX;
  }

  /** The event comes late, so the focus moves only if it hasn't left the summary meanwhile. */
  #onToggle = (/** @type {Event} */ { target }) => {
    if (!(target instanceof HTMLDetailsElement) || !target.open) return;
    if (document.activeElement === target.querySelector(":scope > summary[data-acts=evidence]")) this.open("evidence");
  };

  /** Keeps what is typed in other forms only when an answer takes the place of this panel. */
  #onSwap = (/** @type {HtmxSwapEvent} */ { target, detail: { tasks } }) => {
    if (tasks.some((task) => task.target === this)) keepTyped(this, target);
  };
}

customElements.define("claim-panel", ClaimPanel);
