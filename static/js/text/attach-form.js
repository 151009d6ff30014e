// @ts-check
import { fill } from "./quote-fields.js";

/** The form for a highlight that needs a place: the selected words become that place. Most pages have none. */
export class AttachForm {
  /**
   * @param {string | null} id
   * @param {() => import("./text-offset.js").Quote[]} selectedQuotes
   */
  constructor(id, selectedQuotes) {
    this.id = id;
    this.selectedQuotes = selectedQuotes;
  }

  get form() {
    return /** @type {HTMLFormElement | null} */ (document.getElementById(this.id ?? ""));
  }

  /**
   * Its button in the bar, if the page has the form.
   * @returns {import("./selection-bar.js").Act[]}
   */
  get acts() {
    return this.form ? [[this.form.dataset.words ?? "", this.send]] : [];
  }

  send = (/** @type {Event} */ event) => {
    const [quotes, form] = [this.selectedQuotes(), this.form];
    if (!quotes.length || !form) return;
    event.preventDefault();
    fill(form, quotes);
    form.requestSubmit();
  };
}
