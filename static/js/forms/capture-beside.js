// @ts-check
import { announce } from "../page/announce.js";
import { closest, field, find } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";

const NARROW = "(max-width: 1023px)"; // where it covers the form

/**
 * <capture-beside>: a capture beside the form of evidence from which it was opened. Words that are selected in it are
 * filled into that form with where they are. Its content is loaded by links with `data-beside`, which open a page
 * without scripts.
 */
class CaptureBeside extends HTMLElement {
  /** @type {HTMLFormElement | null} */ form = null;
  /** @type {HTMLElement | null} */ opener = null;
  isAwaited = false; // whether its content was asked for and hasn't come
  /** @type {Element | null} */ previous = null; // what it shows until then

  connectedCallback() {
    const { signal } = (this.controller = new AbortController());
    document.addEventListener("click", this.#onOpener, { signal, capture: true });
    document.addEventListener("htmx:after:swap", this.#open, { signal });
    this.addEventListener("click", (event) => closest(event, "[data-closes=beside]") && this.close());
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("quote-picked", this.#fill);
  }

  disconnectedCallback() {
    this.controller?.abort();
  }

  #onOpener = (/** @type {MouseEvent} */ event) => {
    const link = closest(event, "a[data-beside]");
    if (!link) return;
    this.isAwaited = true;
    if (!this.contains(link)) {
      this.opener = link;
      this.form = link.closest("form");
      this.replaceChildren();
    }
    this.previous = this.firstElementChild;
  };

  #open = () => {
    if (!this.isAwaited || this.firstElementChild === this.previous) return;
    this.isAwaited = false;
    this.#show(true);
    find(this, "h2").focus({ preventScroll: true });
    this.scrollTop = 0;
  };

  /** The page beside it makes room. An attribute says so: :has() is asked again whenever a mark changes. */
  #show(/** @type {boolean} */ isShown) {
    this.hidden = !isShown;
    if (this.dataset.side) this.parentElement?.toggleAttribute("data-makes-room", isShown);
  }

  close() {
    this.#show(false);
    setTimeout(() => this.hidden && this.replaceChildren()); // once nobody asks where the click or the key was
    CSS.highlights?.delete("pending");
    if (this.opener?.isConnected) this.opener.focus();
  }

  #onKey = bindIn("quotation", [[
    "Escape",
    _("Close the capture"),
    (event) => !event.defaultPrevented && this.close(),
  ]]);

  /** The form that it was opened from; the same form again if a swap has replaced that. */
  get #target() {
    if (!this.form || this.form.isConnected) return this.form;
    return [...document.forms].find(({ action }) => action === this.form?.action) ?? null;
  }

  #fill = (/** @type {CustomEvent<import("../text/text-offset.js").Quote & { locator: string }>} */ { detail }) => {
    const form = this.#target;
    if (!form) return announce(_("The form was closed. Open it again to use these words."), "warning");
    const { exact, prefix, suffix, hint: start, locator } = detail;
    const values = { quote: exact, selector: JSON.stringify({ exact, prefix, suffix, start }), locator };
    for (const [name, value] of Object.entries(values)) {
      field(form, name).value = value;
      field(form, name).dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (matchMedia(NARROW).matches) this.close();
    field(form, "quote").focus();
    announce(_("The quotation is filled in, with where it is. Save the evidence to keep it."), "info", true);
  };
}

customElements.define("capture-beside", CaptureBeside);
