// @ts-check
import { byId, closest, find } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bind } from "../page/shortcuts.js";
import { rangeAt } from "./text-offset.js";

const NARROW_WINDOW = matchMedia("(max-width: 1023px)");

/**
 * <article-search for="text">: selects the words of a search result in the article's text, so that the bar for selected
 * words offers what can be done with them.
 */
class ArticleSearch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#onClick);
    bind("f", _("Search in this article"), this.#open);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#onClick);
  }

  #open = () => {
    find(this, "details").setAttribute("open", "");
    find(this, "#find").focus({ preventScroll: true });
  };

  #close() {
    find(this, "details").removeAttribute("open");
  }

  /** @param {MouseEvent} event */
  #onClick = (event) => {
    const link = closest(event, "a[data-from]");
    if (!link) return;
    const text = byId(this.getAttribute("for"));
    const range = rangeAt(text, Number(link.dataset.from), Number(link.dataset.to));
    if (!range) return;
    event.preventDefault();
    text.focus({ preventScroll: true });
    const selection = document.getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
    if (NARROW_WINDOW.matches) this.#close(); // it would cover the words
  };
}

customElements.define("article-search", ArticleSearch);
