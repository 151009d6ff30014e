// @ts-check
import { findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";

/**
 * <found-evidence>: passages that bear on a claim. In a card it takes the focus when it arrives, if that is still where
 * it was asked for. The arrows lead from passage to passage, and letters attach one (choice-keys.js).
 */
class FoundEvidence extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", run);
    requestAnimationFrame(this.#takeFocus);
  }

  connectedMoveCallback() {} // with its card

  #takeFocus = () => {
    const opener = this.closest("details")?.querySelector("summary");
    if (opener && document.activeElement === opener) {
      [...findAll(this, ".found-passage"), ...findAll(this, "[tabindex]")][0]?.focus();
    }
  };

  disconnectedCallback() {
    this.removeEventListener("keydown", run);
  }
}

const run = bindIn("card", [
  ["ArrowUp", _("To the passage before"), (event) => step(event, -1)],
  ["ArrowDown", _("To the next passage"), (event) => step(event, 1)],
]);

/**
 * @param {KeyboardEvent} event
 * @param {number} places
 */
function step(event, places) {
  const target = /** @type {Element} */ (event.target);
  const passages = findAll(/** @type {Element} */ (target.closest("found-evidence")), ".found-passage");
  const next = passages[passages.indexOf(/** @type {HTMLElement} */ (target.closest(".found-passage"))) + places];
  if (!next) return false;
  event.preventDefault();
  return next.focus();
}

customElements.define("found-evidence", FoundEvidence);
