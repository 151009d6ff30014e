// @ts-check
import { find, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";

/**
 * <table-cells>: the grid of a table. Up and Down lead to the cell above and below; cells that were copied from a
 * spreadsheet are put into the form's field for them, and its button puts them into the table.
 */
class TableCells extends HTMLElement {
  /** @type {ReturnType<typeof bindIn> | undefined} */
  run;

  connectedCallback() {
    this.run ??= bindIn("grid", [
      ["ArrowUp", _("To the cell above"), (event) => this.#step(event, -1)],
      ["ArrowDown", _("To the cell below"), (event) => this.#step(event, 1)],
    ]);
    this.addEventListener("keydown", this.run);
    this.addEventListener("paste", this.#onPaste);
  }

  disconnectedCallback() {
    if (this.run) this.removeEventListener("keydown", this.run);
    this.removeEventListener("paste", this.#onPaste);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {number} rows down, or up if negative
   */
  #step(event, rows) {
    const inputs = findAll(this, "input");
    const place = inputs.indexOf(/** @type {HTMLElement} */ (event.target));
    const next = inputs[place + rows * findAll(this, "[data-units] input").length];
    if (place < 0 || !next) return false;
    event.preventDefault();
    return next.focus();
  }

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
