// @ts-check
import { announce } from "./announce.js";
import { findAll } from "./dom.js";
import { _ } from "./i18n.js";
import { bind } from "./shortcuts.js";

/**
 * <anchor-review>: walks through carried-over highlights by key and presses their buttons. After a decision the focus
 * goes to the next unresolved highlight. `u` undoes the last decision.
 */
class AnchorReview extends HTMLElement {
  lastId = ""; // of the row that was decided last

  connectedCallback() {
    bind("j", _("Next highlight"), () => this.#walk(1));
    bind("k", _("Previous highlight"), () => this.#walk(-1));
    bind("a", _("Confirm highlight"), () => this.#press("a"));
    bind("o", _("Show other places"), () => this.#press("o"));
    bind("x", _("Mark as removed"), () => this.#press("x"));
    bind("u", _("Undo decision on a highlight"), () => this.#press("u", document.getElementById(this.lastId)));
    document.addEventListener("htmx:after:swap", this.#onSwap);
    requestAnimationFrame(() => this.#nextUnresolved(this.#rows[0], 0)?.focus());
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:after:swap", this.#onSwap);
  }

  get #rows() {
    return findAll(this, ".anchor");
  }

  /** @returns {HTMLElement | null} */
  get #current() {
    return document.activeElement?.closest(".anchor") ?? null;
  }

  /** @param {1 | -1} step */
  #walk(step) {
    const rows = this.#rows;
    const index = this.#current ? rows.indexOf(this.#current) : -1;
    rows[Math.min(Math.max(index + step, 0), rows.length - 1)]?.focus();
  }

  /**
   * @param {string} key
   * @param {HTMLElement | null} [row]
   */
  #press(key, row = null) {
    const target = row ?? this.#current;
    if (target) findAll(target, `[data-key="${key}"]`)[0]?.click();
  }

  /**
   * The first unresolved row after `row`, or from `row` on if `skip` is 0. After the last row the first follows.
   * @param {HTMLElement} row
   */
  #nextUnresolved(row, skip = 1) {
    const rows = this.#rows;
    const index = rows.indexOf(row);
    const others = [...rows.slice(index + skip), ...rows.slice(0, Math.max(index, 0))];
    return others.find(({ dataset }) => "unresolved" in dataset);
  }

  /** @param {HtmxRequestEvent} event */
  #onSwap = ({ detail: { ctx } }) => {
    const [row] = findAll(this, ".anchor[data-announcement]");
    if (row) {
      announce(row.dataset.announcement ?? "", "undoable");
      delete row.dataset.announcement;
      const isUndone = row.dataset.unresolved !== undefined;
      this.lastId = row.id;
      requestAnimationFrame(() => ((isUndone ? row : this.#nextUnresolved(row)) ?? row).focus());
    } else if (ctx.response?.status === 200) {
      findAll(document, ".move-form input[type=radio], .move-form textarea")[0]?.focus();
    }
  };
}

customElements.define("anchor-review", AnchorReview);
