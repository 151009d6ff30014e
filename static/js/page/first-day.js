// @ts-check
/* The tour of the first day on the desk. */
import { closest } from "./dom.js";
import { _ } from "./i18n.js";
import { bindIn } from "./local-keys.js";

const onKey = bindIn("menus", [["Escape", _("Close"), hide]]);

/** @param {KeyboardEvent} event */
function hide(event) {
  const form = closest(event, "first-day")?.querySelector('header form[action$="/hide"]');
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

/** <first-day>: the tour of the first day. Escape in it hides it; a step that is ticked off keeps the focus. */
class FirstDay extends HTMLElement {
  /** The id of the button that was pressed last: it is disabled while its form is sent, and then another one. */
  static #pressed = "";

  connectedCallback() {
    this.addEventListener("keydown", onKey);
    this.addEventListener("submit", ({ submitter }) => (FirstDay.#pressed = submitter?.id ?? ""));
    const pressed = FirstDay.#pressed ? document.getElementById(FirstDay.#pressed) : null;
    FirstDay.#pressed = "";
    pressed?.focus();
  }
}
customElements.define("first-day", FirstDay);
