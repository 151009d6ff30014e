// @ts-check
import { announce } from "../page/announce.js";
import { find, findAll } from "../page/dom.js";
import { onSignedOut, silence } from "./background-requests.js";
import "./live-apply.js";

const POLL_INTERVAL_MS = 3000;
const RECONNECT_POLLS = 20; // without a stream, after which it is tried again
const NOTICE_MS = 10_000;
const MAX_SEEN = 100; // the page's own acts in a question; the server repeats the others

/**
 * <live-changes>: updates the page with the changes of others. The event stream says that something happened, the form
 * then asks what. Without a stream it asks every three seconds. An answer that may be older than a write of this page
 * is not used; the stream announces that write too, and after a failure the form asks again.
 */
class LiveChanges extends HTMLElement {
  /** @type {HTMLElement} */ stream;
  /** @type {HTMLFormElement} */ form;
  polls = 0;
  /** @type {Set<HTMLElement>} */ pendingForms = new Set(); // one that was replaced by its answer has had it
  isStreaming = false;
  isRefused = false; // by a server that has too many streams
  isBehind = false;
  isOutdated = false; // whether a write has started since the form asked
  isIncomplete = false; // whether the page couldn't show a write of its own, and asks for that, too

  connectedCallback() {
    [this.stream, this.form] = [find(this, "div"), find(this, "form")];
    silence(this);
    this.addEventListener("htmx:sse:before:connection", ({ detail }) => (detail.connection.cancelled = this.isRefused));
    this.addEventListener("htmx:sse:after:connection", ({ detail }) => this.#onConnection(detail.connection.status));
    this.addEventListener("htmx:sse:error", ({ detail }) => (detail.status === 401 ? onSignedOut() : this.#onLost()));
    this.addEventListener("htmx:sse:close", this.#onLost);
    this.addEventListener("live-change", this.#ask);
    this.form.addEventListener("htmx:before:request", () => (this.isOutdated = this.#isWriting));
    this.form.addEventListener("htmx:before:swap", this.#onAnswer);
    this.form.addEventListener("htmx:after:swap", this.#announceNews);
    this.form.addEventListener("htmx:error", this.#onFailure);
    this.form.addEventListener("htmx:response:error", this.#onFailure);
    document.addEventListener("htmx:before:request", this.#onWriteStarted);
    document.addEventListener("htmx:finally:request", this.#onWriteEnded);
    document.addEventListener("text-differs", this.#onIncomplete);
    this.timer = setInterval(this.#poll, POLL_INTERVAL_MS);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("htmx:before:request", this.#onWriteStarted);
    document.removeEventListener("htmx:finally:request", this.#onWriteEnded);
    document.removeEventListener("text-differs", this.#onIncomplete);
  }

  #ask = () => {
    const kept = this.isIncomplete ? 0 : MAX_SEEN;
    for (const oldest of findAll(this, "[name=seen]").reverse().slice(kept)) oldest.remove();
    this.isIncomplete = false;
    this.form.dispatchEvent(new Event("live-ask"));
  };

  #onConnection(/** @type {number} */ status) {
    [this.isStreaming, this.isRefused] = [status === 200, status === 204];
    if (this.isStreaming) this.#ask();
  }

  #onLost = () => (this.isStreaming = false);

  #onIncomplete = () => (this.isBehind = this.isIncomplete = true);

  #onFailure = () => (this.isBehind = true);

  #poll = () => {
    if (document.hidden) return;
    if (!this.isStreaming || this.isBehind) this.#ask();
    if (this.isStreaming || ++this.polls % RECONNECT_POLLS) return;
    this.isRefused = false;
    this.stream.dispatchEvent(new Event("live-connect"));
  };

  get #isWriting() {
    return [...this.pendingForms].some((form) => form.isConnected);
  }

  #onWriteStarted = (/** @type {HtmxRequestEvent} */ { detail: { ctx } }) => {
    const form = ctx.sourceElement;
    if (ctx.request?.method === "GET" || form?.localName !== "form" || form.closest(".live-bar")) return;
    this.pendingForms.add(form);
    this.isOutdated = true;
  };

  #onWriteEnded = (/** @type {HtmxRequestEvent} */ { detail: { ctx } }) => {
    if (this.pendingForms.delete(ctx.sourceElement)) this.isOutdated = true;
  };

  #onAnswer = (/** @type {Event} */ event) => {
    this.isBehind = this.isOutdated;
    if (this.isOutdated) event.preventDefault();
  };

  /** One polite message for all that an answer contained. It waits while an error of the reader's own is shown. */
  #announceNews = () => {
    const news = find(this, "#live-news");
    if (!news.childElementCount || document.querySelector('#notices [data-by-script][data-kind="error"]')) return;
    const isPermanent = news.querySelector("[data-stays]") !== null;
    announce(news, "news");
    news.replaceChildren();
    const notice = document.querySelector('#notices [data-kind="news"]');
    if (!isPermanent) setTimeout(() => notice?.remove(), NOTICE_MS);
  };
}

customElements.define("live-changes", LiveChanges);
