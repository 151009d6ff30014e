import { silence } from "./background-requests.js";

const TICK_MS = 5200; // two of them are more than the ten seconds in which the server writes once
const STILL_MS = 10000;
const EYES = 96; // px from the top of the window: what ends above is read

/**
 * <live-presence for="text">: sends its form, with the first paragraph in sight, when that changed, and every ten
 * seconds to say that somebody is still there. Without `for` it only says that.
 */
class LivePresence extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = document.getElementById(this.getAttribute("for"));
    silence(this);
    this.#note();
    this.written = Date.now();
    this.timer = setInterval(this.#tick, TICK_MS);
    document.addEventListener("visibilitychange", this.#tick);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("visibilitychange", this.#tick);
  }

  #tick = () => {
    if (document.hidden) return;
    this.hasMoved = this.#note() || this.hasMoved;
    const isDue = Date.now() - this.written >= STILL_MS;
    if (!isDue && !this.hasMoved) return;
    if (isDue) [this.written, this.hasMoved] = [Date.now(), false];
    this.form.dispatchEvent(new Event("live-beat"));
  };

  /** Puts the paragraph in sight into the form; says whether it is another than before. */
  #note() {
    if (!this.text) return false;
    const blocks = [...this.text.getElementsByClassName("block")];
    const first = Math.max(0, blocks.findIndex((block) => block.getBoundingClientRect().bottom > EYES));
    const field = this.form.elements.block;
    const isNew = field.value !== String(first);
    field.value = first;
    return isNew;
  }
}

customElements.define("live-presence", LivePresence);
