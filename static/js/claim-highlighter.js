import { quoteOf } from "./text-offset.js";

/**
 * <claim-highlighter for="form-id" join="url">: offers a bar at words selected in the article inside it.
 * Highlighting puts the words into the form; joining opens the page that ties them to a claim that is there.
 */
class ClaimHighlighter extends HTMLElement {
  connectedCallback() {
    this.text = this.querySelector(".article-text");
    this.bar = this.#makeBar();
    document.addEventListener("selectionchange", this.#onSelection);
    this.text.addEventListener("keydown", this.#onKey);
    this.text.tabIndex = 0;
    this.addEventListener("click", this.#onMark);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.#onSelection);
    this.bar.remove();
  }

  #makeBar() {
    const bar = document.createElement("div");
    bar.className = "selection-bar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Selected words");
    bar.hidden = true;
    const acts = [["Highlight a claim", this.#highlight], ["Add to claim…", this.#join], ["Cancel", this.#cancel]];
    for (const [words, act] of acts) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = words;
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", act);
      bar.append(button);
    }
    this.append(bar);
    return bar;
  }

  #selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return this.text.contains(range.commonAncestorContainer) ? range : null;
  }

  #onSelection = () => {
    const range = this.#selected();
    this.bar.hidden = !range || !range.toString().trim();
    if (this.bar.hidden) return;
    const place = range.getBoundingClientRect();
    this.bar.style.setProperty("--at", `${place.bottom + window.scrollY + 8}px`);
    this.bar.style.setProperty("--along", `${Math.max(8, place.left + window.scrollX)}px`);
  };

  #onKey = (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (this.bar.hidden || !isPlain) return;
    if (event.key === "Enter" || event.key === "c") this.#highlight(event);
    if (event.key === "Escape") this.#cancel();
  };

  #highlight = (event) => {
    const range = this.#selected();
    const quote = range && quoteOf(this.text, range);
    if (!quote) return;
    event.preventDefault();
    const form = document.getElementById(this.getAttribute("for"));
    if (!form.elements) return location.assign(`${location.pathname}/claims/new?${new URLSearchParams(quote)}`);
    for (const [name, value] of Object.entries(quote)) form.elements[name].value = value;
    form.closest("details").open = true;
    form.elements.statement.focus();
    form.elements.statement.scrollIntoView({ block: "center" });
    this.bar.hidden = true;
  };

  #join = () => {
    const range = this.#selected();
    const quote = range && quoteOf(this.text, range);
    if (quote) location.assign(`${this.getAttribute("join")}?${new URLSearchParams(quote)}`);
  };

  #cancel = () => {
    document.getSelection().removeAllRanges();
    this.bar.hidden = true;
  };

  #onMark = (event) => {
    const mark = event.target.closest("mark");
    if (!mark || this.#selected()) return;
    const claim = mark.dataset.claims.split(" ").at(-1);
    location.hash = `claim-${claim}`;
  };
}

customElements.define("claim-highlighter", ClaimHighlighter);
