import { announce } from "../page/announce.js";
import { _ } from "../page/i18n.js";

/**
 * <offline-queue person="3">: what could not be sent because the line was lost. A form with `data-offline-queue` whose sending failed
 * is put here, in this browser and for this person only; each is sent once when the line is back (its idempotency key
 * goes with it). What the server refuses stays here with the reason, until somebody opens it or throws it away.
 */
const AGAIN_MS = 10_000;
const OURS = new Set(["csrf_token", "_by"]); // without them, what is sent when nobody is signed in waits here

class OfflineQueue extends HTMLElement {
  connectedCallback() {
    this.key = `factcheck.outbox.${this.getAttribute("person")}`;
    document.addEventListener("htmx:error", this.#onLost);
    document.addEventListener("submit", this.#onSignOut);
    window.addEventListener("online", this.#send);
    window.addEventListener("storage", this.#show);
    this.addEventListener("click", this.#onClick);
    this.timer = setInterval(this.#send, AGAIN_MS);
    this.#show();
    this.#send();
  }

  disconnectedCallback() {
    document.removeEventListener("htmx:error", this.#onLost);
    document.removeEventListener("submit", this.#onSignOut);
    window.removeEventListener("online", this.#send);
    window.removeEventListener("storage", this.#show);
    clearInterval(this.timer);
  }

  get entries() {
    return JSON.parse(localStorage.getItem(this.key) ?? "[]");
  }

  set entries(entries) {
    if (entries.length) localStorage.setItem(this.key, JSON.stringify(entries));
    else localStorage.removeItem(this.key);
    this.#show();
  }

  #onLost = ({ detail: { ctx } }) => {
    const form = ctx?.sourceElement;
    if (!form?.matches?.("form[data-offline-queue]") || ctx.response) return;
    const fields = [...new FormData(form)].filter(([name, value]) => !OURS.has(name) && typeof value === "string");
    const label = form.elements[form.dataset.offlineQueue].value;
    this.entries = [...this.entries, { url: form.getAttribute("action"), label, fields, refusal: "" }];
    form.reset();
    form.elements._key.value = crypto.randomUUID();
    form.dispatchEvent(new CustomEvent("queued-offline", { bubbles: true }));
    announce(
      _("Not saved yet: “%(label)s”. It is kept in this browser and will be sent when you're online again.", { label }),
      "warning",
    );
  };

  /** Sends the first that waits; the next one follows its answer. */
  #send = () => {
    const entry = this.entries.find((it) => !it.refusal);
    if (!entry || this.sending?.isConnected || !navigator.onLine) return;
    this.sending = formOf(entry);
    this.sending.addEventListener("htmx:before:response", (event) => this.#onAnswer(event, entry));
    this.sending.addEventListener("htmx:finally:request", () => this.sending.remove());
    this.append(this.sending);
    htmx.process(this.sending);
    this.sending.requestSubmit();
  };

  /** The answer is read, and never put into the page: that may show another article by now. */
  #onAnswer(event, entry) {
    event.preventDefault();
    const { status } = event.detail.ctx.response;
    if (status === 401) return;
    const others = this.entries.filter((it) => keyOf(it) !== keyOf(entry));
    if (status < 400) {
      this.entries = others;
      announce(_("Saved: “%(label)s”.", entry), "success");
    } else if (status < 500) {
      this.entries = [...others, { ...entry, refusal: _("The server answered %(status)s.", { status }) }];
    }
    if (status < 500) setTimeout(this.#send);
  }

  #onSignOut = (event) => {
    if (!event.target.action?.endsWith("/logout") || !this.entries.length) return;
    const number = this.entries.length;
    const words = _("Not saved yet: %(number)s. Signing out discards what hasn't been sent. Sign out anyway?", {
      number,
    });
    if (confirm(words)) this.entries = [];
    else event.preventDefault();
  };

  #onClick = ({ target }) => {
    const key = target.closest("[data-key]")?.dataset.key;
    if (!key) return;
    const entry = this.entries.find((it) => keyOf(it) === key);
    if (target.matches("[data-discards]")) {
      this.entries = this.entries.filter((it) => it !== entry && keyOf(it) !== key);
    } else location.assign(`${entry.url}/new?${new URLSearchParams(entry.fields)}`);
  };

  #show = () => {
    const { entries } = this;
    this.hidden = entries.length === 0;
    this.querySelector("strong").textContent = _("Not saved yet: %(number)s", { number: entries.length });
    this.querySelector("ul").replaceChildren(...entries.map(line));
  };
}

const keyOf = (entry) => entry.fields.find(([name]) => name === "_key")[1];

/** A form that htmx sends as the one that failed was sent; it stays out of sight. */
function formOf(entry) {
  const form = document.createElement("form");
  form.hidden = true;
  form.noValidate = true;
  form.method = "post";
  form.action = entry.url;
  form.setAttribute("hx-post", entry.url);
  form.setAttribute("hx-swap", "none");
  for (const [name, value] of entry.fields) {
    const field = document.createElement("textarea");
    Object.assign(field, { name, value });
    form.append(field);
  }
  return form;
}

function line(entry) {
  const item = document.createElement("li");
  item.dataset.key = keyOf(entry);
  const words = document.createElement("span");
  words.dir = "auto";
  words.textContent = entry.refusal ? `${entry.label}: ${entry.refusal}` : entry.label;
  item.append(words);
  if (entry.refusal) item.append(button(_("Open it"), ""), button(_("Discard"), "discards"));
  return item;
}

function button(words, name) {
  const it = document.createElement("button");
  it.type = "button";
  it.dataset.kind = "quiet";
  it.textContent = words;
  if (name) it.dataset[name] = "";
  return it;
}

customElements.define("offline-queue", OfflineQueue);
