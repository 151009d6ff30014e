import { announce } from "../page/announce.js";
import { nameOf } from "../page/keyboard-layout.js";
import { bind } from "../page/shortcuts.js";
import { segmentAt } from "./text-segments.js";
import { clipped } from "./text-selection.js";
import { firstMark } from "./text-marks.js";
import { _ } from "../page/i18n.js";

/**
 * <text-caret for="text">: a caret for the article's text, which no browser offers by itself. `s` begins; arrows move,
 * with Shift they select, with Ctrl by words; w, s and p take the word, the sentence, the paragraph, with Shift the next
 * one as well; Escape leaves. What is selected is offered to the bar for selected words, as if by pointer.
 */
const HELP = _(
  "Cursor on. Arrow keys move, Shift selects; w, s and p select a word, sentence or paragraph; Enter highlights, Escape exits.",
);
const MOVES = {
  ArrowLeft: ["left", "character"],
  ArrowRight: ["right", "character"],
  ArrowUp: ["backward", "line"],
  ArrowDown: ["forward", "line"],
  Home: ["backward", "lineboundary"],
  End: ["forward", "lineboundary"],
};
const UNITS = { w: "word", s: "sentence", p: "paragraph" };

class TextCaret extends HTMLElement {
  connectedCallback() {
    this.hidden = true;
    this.text = document.getElementById(this.getAttribute("for"));
    this.text.addEventListener("keydown", this.#onKey, { capture: true });
    this.text.addEventListener("blur", this.#leave);
    document.addEventListener("selectionchange", this.#draw);
    bind("s", _("Select text by keyboard"), this.#begin);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.#draw);
  }

  #begin = () => {
    this.text.focus({ preventScroll: true });
    const selection = document.getSelection();
    if (!this.text.contains(selection.anchorNode)) selection.collapse(this.#start(), 0);
    this.hidden = false;
    this.#draw();
    announce(HELP);
  };

  #leave = () => (this.hidden = true);

  /** Where the caret first stands: at the words of the claim in focus, or else in the first paragraph in sight. */
  #start() {
    const card = document.querySelector("#cards .focused");
    const mark = card && firstMark(card);
    const blocks = [...this.text.querySelectorAll(".block")];
    return mark ?? blocks.find((block) => block.getBoundingClientRect().bottom > 80) ?? this.text;
  }

  #onKey = (event) => {
    if (this.hidden || event.metaKey || event.altKey) return;
    const { key, shiftKey } = event;
    const selection = document.getSelection();
    const unit = UNITS[nameOf(event).toLowerCase()];
    if (key in MOVES) {
      this.#move(selection, event);
    } else if (unit) {
      this.#take(selection, unit, shiftKey);
    } else if (key === "Escape" && selection.isCollapsed) {
      this.#leave();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  /** Moves the caret, or with Shift the end of the selection; neither leaves the text. */
  #move(selection, { key, shiftKey, ctrlKey }) {
    const [direction, unit] = MOVES[key];
    const wasInside = this.text.contains(selection.focusNode);
    selection.modify(shiftKey ? "extend" : "move", direction, ctrlKey && unit === "character" ? "word" : unit);
    if (this.text.contains(selection.focusNode)) return;
    const rim = document.createRange();
    rim.selectNodeContents(this.text);
    const words = clipped(this.text, rim);
    const isAhead = rim.comparePoint(selection.focusNode, selection.focusOffset) > 0;
    const [node, offset] = isAhead ? [words.endContainer, words.endOffset] : [words.startContainer, words.startOffset];
    if (!wasInside) selection.collapse(this.#start(), 0);
    else if (shiftKey) selection.extend(node, offset);
    else selection.collapse(node, offset);
  }

  #take(selection, unit, isMore) {
    const [node, offset] = isMore
      ? [selection.focusNode, selection.focusOffset]
      : [selection.anchorNode, selection.anchorOffset];
    const found = segmentAt(this.text, node, offset, unit);
    if (!found) return;
    if (!isMore) selection.collapse(found.startContainer, found.startOffset);
    selection.extend(found.endContainer, found.endOffset);
    announce(this.#said(selection.toString()));
  }

  /** Words of the article, in its language. */
  #said(words) {
    const said = document.createElement("div");
    said.append(
      Object.assign(document.createElement("p"), { textContent: words, lang: this.text.lang, dir: this.text.dir }),
    );
    return said;
  }

  #draw = () => {
    const selection = document.getSelection();
    if (this.hidden || !this.text.contains(selection.focusNode)) return;
    const range = document.createRange();
    range.setStart(selection.focusNode, selection.focusOffset);
    const place = range.getClientRects()[0] ?? selection.focusNode.parentElement.getBoundingClientRect();
    this.style.setProperty("--at", `${place.top + window.scrollY}px`);
    this.style.setProperty("--along", `${place.left + window.scrollX}px`);
    this.style.setProperty("--tall", `${Math.min(place.height, 40)}px`);
    if (place.top < 60 || place.bottom > window.innerHeight - 40) this.scrollIntoView({ block: "center" });
  };
}

customElements.define("text-caret", TextCaret);
