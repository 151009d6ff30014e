// @ts-check
/* <quick-search>: the search field and the suggestions below it. Arrow keys move through them, Escape closes them. */
import { find, findAll } from "./dom.js";
import { _ } from "./i18n.js";
import { bindIn } from "./local-keys.js";

class QuickSearch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("focusin", this.#open);
    this.addEventListener("focusout", this.#leave);
    this.addEventListener("keydown", this.#onKey);
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

  #onKey = bindIn("menus", [
    ["ArrowDown", _("Next entry"), (event) => this.#move(event, 1)],
    ["ArrowUp", _("Previous entry"), (event) => this.#move(event, -1)],
    ["Escape", _("Close"), (event) => this.#close(event)],
  ]);

  #move(/** @type {KeyboardEvent} */ event, /** @type {1 | -1} */ step) {
    if (!this.hasAttribute("data-open")) return;
    const stops = [this.#field, ...findAll(this, ".suggestions a")];
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    event.preventDefault();
    stops[(at + step + stops.length) % stops.length].focus();
  }

  /** @param {KeyboardEvent} event */
  #close(event) {
    if (!this.hasAttribute("data-open")) return;
    event.preventDefault();
    this.#field.focus();
    this.removeAttribute("data-open");
  }
}

customElements.define("quick-search", QuickSearch);
