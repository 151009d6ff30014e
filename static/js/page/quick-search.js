// @ts-check
/* <quick-search>: the search field and the suggestions below it. Arrow keys move through them, Escape closes them. */
import { find, findAll } from "./dom.js";

class QuickSearch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("focusin", this.#open);
    this.addEventListener("focusout", this.#leave);
    this.addEventListener("keydown", this.#move);
    this.addEventListener("input", this.#open);
  }

  /** @returns {HTMLInputElement} */
  get #field() {
    return find(this, "[type=search]");
  }

  #open = () => {
    this.toggleAttribute("data-open", this.#field.value.trim().length > 0);
  };

  /** @param {FocusEvent} event */
  #leave = ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && this.contains(relatedTarget))) this.removeAttribute("data-open");
  };

  /** @param {KeyboardEvent} event */
  #move = (event) => {
    if (event.key === "Escape" && this.hasAttribute("data-open")) return this.#close(event);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.hasAttribute("data-open")) return;
    const stops = [this.#field, ...findAll(this, ".suggestions a")];
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    event.preventDefault();
    stops[(at + step + stops.length) % stops.length].focus();
  };

  /** @param {KeyboardEvent} event */
  #close(event) {
    event.preventDefault();
    this.#field.focus();
    this.removeAttribute("data-open");
  }
}

customElements.define("quick-search", QuickSearch);
