// @ts-check
import { announce } from "../page/announce.js";
import { closest, field, find } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { entryOf, formOf, keyOf, line, load, storageKey, store } from "./offline-entries.js";

const RETRY_INTERVAL_MS = 10_000;

/**
 * <offline-queue person="3">: what couldn't be sent while offline. A form with `data-offline-queue` that didn't reach
 * the server waits here, in this browser and for this person only. Entries are sent one by one when the server can be
 * reached; the idempotency key prevents duplicates. What the server refuses stays with the reason until it is opened or
 * discarded.
 */
class OfflineQueue extends HTMLElement {
  /** @type {HTMLFormElement | undefined} */ sending;

  connectedCallback() {
    this.key = storageKey(this.getAttribute("person"));
    const { signal } = (this.controller = new AbortController());
    document.addEventListener("htmx:error", this.#onOffline, { signal });
    document.addEventListener("submit", this.#onSignOut, { signal });
    window.addEventListener("online", this.#send, { signal });
    window.addEventListener("storage", this.#show, { signal });
    this.addEventListener("click", this.#onClick, { signal });
    this.timer = setInterval(this.#send, RETRY_INTERVAL_MS);
    this.#show();
    this.#send();
  }

  disconnectedCallback() {
    this.controller?.abort();
    clearInterval(this.timer);
  }

  get entries() {
    return load(this.key ?? "");
  }

  set entries(entries) {
    store(this.key ?? "", entries);
    this.#show();
  }

  #onOffline = (/** @type {HtmxRequestEvent} */ { detail: { ctx } }) => {
    const form = ctx?.sourceElement;
    if (!(form instanceof HTMLFormElement) || form.dataset.offlineQueue === undefined || ctx.response) return;
    const entry = entryOf(form);
    this.entries = [...this.entries, entry];
    form.reset();
    field(form, "_key").value = crypto.randomUUID();
    form.dispatchEvent(new CustomEvent("queued-offline", { bubbles: true }));
    const words = _("Not saved yet: “%(label)s”. It’s kept in this browser, and sent when you’re online again.", entry);
    announce(words, "warning", true);
  };

  /** Sends the first entry that waits. The next one follows its answer. */
  #send = () => {
    const entry = this.entries.find(({ refusal }) => !refusal);
    if (!entry || this.sending?.isConnected || !navigator.onLine) return;
    const form = formOf(entry);
    form.addEventListener("htmx:before:response", (event) => this.#onAnswer(event, entry));
    form.addEventListener("htmx:finally:request", () => form.remove());
    this.append(form);
    htmx.process(form);
    this.sending = form;
    form.requestSubmit();
  };

  /**
   * The answer isn't swapped into the page, which may show another article by now.
   * @param {HtmxResponseEvent} event
   * @param {import("./offline-entries.js").Entry} entry
   */
  #onAnswer(event, entry) {
    event.preventDefault();
    const { status } = event.detail.ctx.response;
    if (status === 401) return;
    const others = this.entries.filter((other) => keyOf(other) !== keyOf(entry));
    if (status < 400) {
      this.entries = others;
      announce(_("Saved: “%(label)s”.", entry), "success");
    } else if (status < 500) {
      this.entries = [...others, { ...entry, refusal: _("The server answered %(status)s.", { status }) }];
    }
    if (status < 500) setTimeout(this.#send);
  }

  /** @param {SubmitEvent} event */
  #onSignOut = (event) => {
    const number = this.entries.length;
    if (!(event.target instanceof HTMLFormElement) || !event.target.action.endsWith("/logout") || !number) return;
    const question = _("Not saved yet: %(number)s. Signing out discards what hasn’t been sent. Sign out anyway?", {
      number,
    });
    if (confirm(question)) this.entries = [];
    else event.preventDefault();
  };

  /** @param {MouseEvent} event */
  #onClick = (event) => {
    const button = closest(event, "[data-opens], [data-discards]");
    const key = closest(event, "[data-key]")?.dataset.key;
    const entry = this.entries.find((other) => keyOf(other) === key);
    if (!button || !entry) return;
    if ("opens" in button.dataset) location.assign(`${entry.url}/new?${new URLSearchParams(entry.fields)}`);
    else this.entries = this.entries.filter((other) => keyOf(other) !== key);
  };

  #show = () => {
    const { entries } = this;
    this.hidden = entries.length === 0;
    find(this, "strong").textContent = _("Not saved yet: %(number)s", { number: entries.length });
    find(this, "ul").replaceChildren(...entries.map(line));
  };
}

customElements.define("offline-queue", OfflineQueue);
