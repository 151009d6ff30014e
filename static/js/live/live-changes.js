import { announce } from "../page/announce.js";
import { signedOut, silence } from "./background-requests.js";
import { take } from "./live-apply.js";

const POLL_MS = 3000;
const STREAM_EVERY = 20; // ticks without a stream after which one is tried again
const NEWS_MS = 10000;
const MOST_SEEN = 100; // acts of this page reported to the server; it sends the others again

/**
 * <live-changes>: keeps the page as others leave it. A stream says that something happened; the form then asks what.
 * Without a stream it asks every three seconds. An answer that a write of this page may have overtaken is not used: that
 * write is reported by the stream as well, and what is still behind is asked for again.
 */
class LiveChanges extends HTMLElement {
  connectedCallback() {
    [this.stream, this.form] = this.children;
    this.ticks = this.writes = 0;
    silence(this);
    this.addEventListener("htmx:sse:before:connection", ({ detail }) => (detail.connection.cancelled = this.isFull));
    this.addEventListener("htmx:sse:after:connection", ({ detail }) => this.#onConnection(detail.connection.status));
    this.addEventListener("htmx:sse:error", ({ detail }) => (detail.status === 401 ? signedOut() : this.#onLost()));
    this.addEventListener("htmx:sse:close", this.#onLost);
    this.addEventListener("live-change", this.#ask);
    this.form.addEventListener("htmx:before:request", () => (this.isOvertaken = this.writes > 0));
    this.form.addEventListener("htmx:before:swap", this.#onAnswer);
    this.form.addEventListener("htmx:after:swap", this.#tell);
    for (const name of ["htmx:error", "htmx:response:error"]) {
      this.form.addEventListener(name, () => (this.isBehind = true));
    }
    document.addEventListener("htmx:before:request", this.#onWrite);
    document.addEventListener("htmx:finally:request", this.#onWrite);
    this.timer = setInterval(this.#tick, POLL_MS);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    document.removeEventListener("htmx:before:request", this.#onWrite);
    document.removeEventListener("htmx:finally:request", this.#onWrite);
  }

  #ask = () => {
    for (const old of [...this.querySelectorAll("[name=seen]")].slice(0, -MOST_SEEN)) old.remove();
    this.form.dispatchEvent(new Event("live-ask"));
  };

  #onConnection(status) {
    [this.isStreaming, this.isFull] = [status === 200, status === 204];
    if (this.isStreaming) this.#ask();
  }

  #onLost = () => (this.isStreaming = false);

  #tick = () => {
    if (document.hidden) return;
    if (!this.isStreaming || this.isBehind) this.#ask();
    if (this.isStreaming || ++this.ticks % STREAM_EVERY) return;
    this.isFull = false;
    this.stream.dispatchEvent(new Event("live-connect"));
  };

  #onWrite = ({ type, detail: { ctx } }) => {
    if (
      ctx.request?.method === "GET" || ctx.sourceElement?.localName !== "form" || ctx.sourceElement.closest(".live-bar")
    ) return;
    this.writes += type === "htmx:before:request" ? 1 : -1;
    this.isOvertaken = true;
  };

  #onAnswer = (event) => {
    this.isBehind = this.isOvertaken;
    if (this.isOvertaken) event.preventDefault();
    else take(event.detail.tasks);
  };

  /** One polite message for all that an answer brought; it waits while a failure of the reader's own is shown. */
  #tell = () => {
    const news = this.querySelector("#live-news");
    if (!news.childElementCount || document.querySelector('#notices [data-by-script][data-kind="error"]')) return;
    const stays = news.querySelector("[data-stays]");
    announce(news, "news");
    news.replaceChildren();
    const shown = document.querySelector('#notices [data-kind="news"]');
    if (!stays) setTimeout(() => shown.remove(), NEWS_MS);
  };
}

customElements.define("live-changes", LiveChanges);
