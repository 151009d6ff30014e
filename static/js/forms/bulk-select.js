import { _ } from "../page/i18n.js";

/**
 * <bulk-select for="form-id">: counts the rows of a list that are chosen for that form, in its <output>; links with
 * `data-choose` choose all of them, or none, without the way to the server that they lead to.
 */
class BulkSelect extends HTMLElement {
  connectedCallback() {
    document.addEventListener("change", this.#count);
    document.addEventListener("click", this.#choose);
    addEventListener("pageshow", this.#count); // a browser that goes back brings the ticks with it
    this.#count();
  }

  disconnectedCallback() {
    document.removeEventListener("change", this.#count);
    document.removeEventListener("click", this.#choose);
    removeEventListener("pageshow", this.#count);
  }

  get #boxes() {
    return [...document.querySelectorAll(`input[type="checkbox"][form="${this.getAttribute("for")}"]`)];
  }

  #choose = (event) => {
    const link = event.target.closest("[data-choose]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    for (const box of this.#boxes) box.checked = link.dataset.choose === "all";
    this.#count();
    if (link.dataset.choose === "none") document.querySelector('[data-choose="all"]').focus();
  };

  #count = () => {
    const count = this.#boxes.filter((box) => box.checked).length;
    this.querySelector("output").textContent = count ? _("%(count)s selected", { count }) : "";
  };
}

customElements.define("bulk-select", BulkSelect);
