// @ts-check
import { closest, find, findAll, opensElsewhere } from "../page/dom.js";
import { _ } from "../page/i18n.js";

/**
 * <bulk-select for="form-id">: counts the list rows that are selected for that form, in its <output>. Links with
 * `data-choose` select all of them or none, without the request to which they lead.
 */
class BulkSelect extends HTMLElement {
  connectedCallback() {
    document.addEventListener("change", this.#count);
    document.addEventListener("click", this.#choose);
    addEventListener("pageshow", this.#count); // after Back the browser restores the ticks
    this.#count();
  }

  disconnectedCallback() {
    document.removeEventListener("change", this.#count);
    document.removeEventListener("click", this.#choose);
    removeEventListener("pageshow", this.#count);
  }

  get #boxes() {
    const boxes = findAll(document, `input[type="checkbox"][form="${this.getAttribute("for")}"]`);
    return /** @type {HTMLInputElement[]} */ (boxes);
  }

  /** @param {MouseEvent} event */
  #choose = (event) => {
    const link = closest(event, "[data-choose]");
    if (!link || opensElsewhere(event)) return;
    event.preventDefault();
    for (const box of this.#boxes) box.checked = link.dataset.choose === "all";
    this.#count();
    if (link.dataset.choose === "none") find(document, '[data-choose="all"]').focus();
  };

  #count = () => {
    const count = this.#boxes.filter((box) => box.checked).length;
    find(this, "output").textContent = count ? _("%(count)s selected", { count }) : "";
  };
}

customElements.define("bulk-select", BulkSelect);
