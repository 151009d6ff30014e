// @ts-check
import { field, find, findAll } from "../page/dom.js";
import { silence } from "./background-requests.js";

const CHECK_INTERVAL_MS = 5200; // two of them are longer than the ten seconds between two writes of the server
const HEARTBEAT_INTERVAL_MS = 10_000;
const READ_ABOVE_PX = 96; // from the top of the window: what ends above has been read

/**
 * <live-presence for="text">: sends its form, with the first visible paragraph, when that has changed, and every ten
 * seconds as a heartbeat. Without `for` it sends only the heartbeat.
 */
class LivePresence extends HTMLElement {
  /** @type {HTMLFormElement} */ form;
  sentAt = 0;
  hasMoved = false;

  connectedCallback() {
    this.form = find(this, "form");
    this.text = document.getElementById(this.getAttribute("for") ?? "");
    silence(this);
    this.#updateParagraph();
    this.sentAt = Date.now();
    this.timer = setInterval(this.#check, CHECK_INTERVAL_MS);
    document.addEventListener("visibilitychange", this.#check);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.#check);
  }

  #check = () => {
    if (document.hidden) return;
    this.hasMoved = this.#updateParagraph() || this.hasMoved;
    const isDue = Date.now() - this.sentAt >= HEARTBEAT_INTERVAL_MS;
    if (!isDue && !this.hasMoved) return;
    if (isDue) [this.sentAt, this.hasMoved] = [Date.now(), false];
    this.form.dispatchEvent(new Event("live-beat"));
  };

  /** Puts the first visible paragraph into the form; whether it has changed. */
  #updateParagraph() {
    if (!this.text) return false;
    const blocks = findAll(this.text, ".block");
    const first = blocks.findIndex((block) => block.getBoundingClientRect().bottom > READ_ABOVE_PX);
    const paragraph = String(Math.max(0, first));
    const input = field(this.form, "block");
    const hasChanged = input.value !== paragraph;
    input.value = paragraph;
    return hasChanged;
  }
}

customElements.define("live-presence", LivePresence);
