/**
 * Claims on words like the selected ones: asks by filling the small form of `place` and telling it to `look` (htmx does
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

  /** Asks of the quote that `quoteNow` answers once the selection rests; null lets go of the last answer. */
  ask(quoteNow) {
    clearTimeout(this.timer);
    if (!this.form) return;
    if (quoteNow) this.timer = setTimeout(() => this.#look(quoteNow()), PATIENCE);
    else this.#forget();
  }

  #forget() {
    this.asked = undefined;
    this.form.nextElementSibling.replaceChildren();
  }

  #look(quote) {
    if (this.asked === quote?.hint + quote?.exact) return;
    this.#forget();
    if (!quote) return;
    this.asked = quote.hint + quote.exact;
    this.form.elements.exact.value = quote.exact;
    this.form.elements.hint.value = quote.hint;
    this.form.dispatchEvent(new Event("look"));
  }
}
