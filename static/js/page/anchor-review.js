import { announce } from "./announce.js";
import { bind } from "./shortcuts.js";
import { _ } from "./i18n.js";

/**
 * <anchor-review>: walks through marks that were carried over and presses their buttons by key; after one was settled
 * the focus goes to the next that waits for a person. `u` undoes what was settled last.
 */
class AnchorReview extends HTMLElement {
  connectedCallback() {
    bind("j", _("Next highlight"), () => this.#walk(1));
    bind("k", _("Previous highlight"), () => this.#walk(-1));
    bind("a", _("Confirm highlight"), () => this.#press("a"));
    bind("o", _("Show other places"), () => this.#press("o"));
    bind("x", _("Mark as removed"), () => this.#press("x"));
    bind("u", _("Undo decision on a highlight"), () => this.#press("u", this.querySelector(`#${this.last ?? "none"}`)));
    document.addEventListener("htmx:after:swap", this.#onSwap);
    requestAnimationFrame(() => this.#next(this.#rows[0], 0)?.focus());
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this.#onSwap);
  }

  get #rows() {
    return [...this.querySelectorAll(".anchor")];
  }

  get #current() {
    return document.activeElement?.closest(".anchor");
  }

  #walk(step) {
    const rows = this.#rows;
    const at = rows.indexOf(this.#current);
    rows[Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
  }

  #press(key, row = this.#current) {
    (row ?? this.#current)?.querySelector(`[data-key="${key}"]`)?.click();
  }

  /** The first unsettled row from `row` on, going round; `from` 1 leaves the row itself out. */
  #next(row, from = 1) {
    const rows = this.#rows;
    const at = rows.indexOf(row);
    return [...rows.slice(at + from), ...rows.slice(0, Math.max(at, 0))].find((it) => "unsettled" in it.dataset);
  }

  #onSwap = ({ detail: { ctx } }) => {
    const settled = this.querySelector(".anchor[data-said]");
    if (settled) {
      announce(settled.dataset.said, "success");
      delete settled.dataset.said;
      const isUndone = settled.dataset.unsettled !== undefined;
      this.last = settled.id;
      requestAnimationFrame(() => ((isUndone ? settled : this.#next(settled)) ?? settled).focus());
    } else if (ctx.response?.status === 200) {
      document.querySelector(".move-form input[type=radio], .move-form textarea")?.focus();
    }
  };
}

customElements.define("anchor-review", AnchorReview);
