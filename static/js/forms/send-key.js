// @ts-check
/* Ctrl+Enter, or ⌘+Enter, sends the form in which one types. */
import { closest } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";

document.addEventListener("keydown", bindIn("form", [["Ctrl+Enter", _("Send the form"), send]]));

/**
 * Presses the primary button of the form around the focus, or its only one. A button in focus is pressed itself.
 * @param {KeyboardEvent} event
 */
function send(event) {
  const form = closest(event, "button, summary, a") ? null : closest(event, "form");
  const button = form && buttonOf(/** @type {HTMLFormElement} */ (form));
  if (!button || button.disabled) return false;
  event.preventDefault();
  button.form?.requestSubmit(button);
  return true;
}

/**
 * The button that Ctrl+Enter presses, if any: among several equal ones none, and none that can't be undone.
 * @param {HTMLFormElement} form
 */
function buttonOf(form) {
  const all = [...form.elements].filter((it) => it instanceof HTMLButtonElement && it.type === "submit");
  const buttons = /** @type {HTMLButtonElement[]} */ (all);
  const only = buttons.length === 1 && buttons[0].dataset.kind !== "danger" ? buttons[0] : null;
  return buttons.find(({ dataset }) => dataset.kind === "primary") ?? only;
}
