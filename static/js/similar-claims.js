/**
 * What the house knows of selected words: asks by filling the small form of `place` and telling it to `look` (htmx does
 * the rest), and shows the answer at the head of the selection bar. `join` is called with a claim's number.
 */
const PATIENCE = 350; // ms that a selection rests before anything is asked

export class SimilarClaims {
  constructor(place, bar, join) {
    this.form = place?.querySelector("form");
    if (!this.form) return;
    bar.prepend(place);
    place.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-joins]");
      if (button) join(button.dataset.joins);
    });
    place.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  }

  /** Asks of a quote, once it rests; null lets go of the last answer. */
  ask(quote) {
    clearTimeout(this.timer);
    if (!this.form || this.asked === quote?.hint + quote?.exact) return;
    this.asked = undefined;
    this.form.nextElementSibling.replaceChildren();
    if (quote) this.timer = setTimeout(() => this.#look(quote), PATIENCE);
  }

  #look(quote) {
    this.asked = quote.hint + quote.exact;
    this.form.elements.exact.value = quote.exact;
    this.form.elements.hint.value = quote.hint;
    this.form.dispatchEvent(new Event("look"));
  }
}
