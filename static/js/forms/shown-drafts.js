// @ts-check
import { closest } from "../page/dom.js";
import { hiddenField } from "./form-values.js";

/** Each opening of a page has its own id, also after Back. */
export const PAGE_ID = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("");

/**
 * The hidden field `_draft` of a form: the drafts that this page has shown, its own id first. So the server replaces
 * what this page saved, and no draft of another window that it hasn't shown.
 */
export class ShownDrafts {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    /** @type {HTMLInputElement} */
    this.field = form.querySelector("input[name=_draft]") ?? form.appendChild(hiddenField("_draft"));
    this.field.value = `${PAGE_ID} ${this.field.value}`.trim();
  }

  /** @param {string | undefined} state of a draft, as the server names it */
  add(state) {
    this.field.value += ` ${state}`;
  }

  /** Forgets all drafts but this page's own. */
  reset() {
    this.field.value = PAGE_ID;
  }
}

/**
 * Which of two drafts somebody chose by a click, and the name of the newer one; null for any other click. The question
 * is removed.
 * @param {MouseEvent} event
 */
export function choiceOf(event) {
  const button = closest(event, "[data-takes], [data-replaces]");
  /** @type {HTMLElement | null | undefined} */
  const question = button?.closest("[data-newer]");
  if (!button || !question) return null;
  question.remove();
  return { newerDraft: question.dataset.state, keepsThis: button.matches("[data-replaces]") };
}
