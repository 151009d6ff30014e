// @ts-check
/* A click on the number of evidence cites it in the rationale that is written beside it. */
import { closest } from "../page/dom.js";

document.addEventListener("click", (event) => {
  const button = closest(event, "[data-cites]");
  if (button?.dataset.cites) cite(button.closest("claim-panel, main") ?? document, button.dataset.cites);
});

/**
 * Puts a number into the rationale, at its caret.
 * @param {ParentNode} root
 * @param {string} number
 */
function cite(root, number) {
  const rationale = /** @type {HTMLTextAreaElement | null} */ (root.querySelector("textarea[name=rationale]"));
  if (!rationale) return;
  rationale.closest("details")?.setAttribute("open", "");
  rationale.setRangeText(`[${number}]`, rationale.selectionStart, rationale.selectionEnd, "end");
  rationale.dispatchEvent(new Event("input", { bubbles: true }));
  rationale.focus({ preventScroll: true });
}
