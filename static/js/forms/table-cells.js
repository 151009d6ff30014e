// @ts-check
import { find, findAll } from "../page/dom.js";

/**
 * <table-cells>: the grid of a table. Up and Down lead to the cell above and below; cells that were copied from a
 * spreadsheet are put into the form's field for them, and its button puts them into the table.
 */
class TableCells extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("paste", this.#onPaste);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.#onKey);
    this.removeEventListener("paste", this.#onPaste);
  }

  #onKey = (/** @type {KeyboardEvent} */ event) => {
    const steps = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!steps || !(event.target instanceof HTMLInputElement)) return;
    const inputs = findAll(this, "input");
    const width = findAll(this, "[data-units] input").length;
    const next = inputs[inputs.indexOf(event.target) + steps * width];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  #onPaste = (/** @type {ClipboardEvent} */ event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const form = this.closest("form");
    if (!form || !/[\t\n]/.test(text.trim()) || !(event.target instanceof HTMLInputElement)) return;
    const name = event.target.id.replace("cell-", "");
    if (!/\d/.test(name)) return; // the unit of a column
    event.preventDefault();
    /** @type {HTMLTextAreaElement} */ (find(form, '[name="pasted"]')).value = text.replace(/\r\n?/g, "\n");
    /** @type {HTMLInputElement} */ (find(form, '[name="at"]')).value = name;
    form.requestSubmit(find(form, 'button[value="paste"]'));
  };
}

customElements.define("table-cells", TableCells);
