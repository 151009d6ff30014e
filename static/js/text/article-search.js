import { rangeAt } from "./text-offset.js";
import { bind } from "../page/shortcuts.js";
import { _ } from "../page/i18n.js";

/**
 * <article-search for="text">: shows a passage that was found by selecting its words in the article's text,
 * so that the bar for selected words offers what can be done with them.
 */
class ArticleSearch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this.#onClick);
    bind("f", _("Find a claim in the article"), this.#open);
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#onClick);
  }

  #open = () => {
    this.querySelector("details").open = true;
    this.querySelector("input").focus();
  };

  #onClick = (event) => {
    const link = event.target.closest("a[data-from]");
    const text = document.getElementById(this.getAttribute("for"));
    const range = link && text && rangeAt(text, Number(link.dataset.from), Number(link.dataset.to));
    if (!range) return;
    event.preventDefault();
    text.focus({ preventScroll: true });
    const selection = document.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
  };
}

customElements.define("article-search", ArticleSearch);
