// @ts-check
import { announce, readOut } from "../page/announce.js";
import { byId, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bind, bindIn } from "../page/shortcuts.js";
import { ARROWS, caretMove } from "./caret-keys.js";
import { contentsOf } from "./claim-paint.js";
import { firstMark } from "./text-marks.js";
import { placeAt } from "./selection-bar.js";
import { segmentAt } from "./text-segments.js";
import { clipped } from "./text-selection.js";

const HELP = _(
  "Cursor on. Arrows move, Shift selects; w, s, p select word, sentence, paragraph; Enter uses them, Escape exits.",
);
const carets = /** @type {TextCaret[]} */ ([]); // of this page; the last one is that of the text in front
const [MAX_HEIGHT_PX, MASTHEAD_PX] = [40, 80];
const [TOP_MARGIN_PX, BOTTOM_MARGIN_PX] = [60, 40]; // of the window: the caret is kept out of them

/**
 * <text-caret for="text">: a caret for the article's text, which no browser has. `s` shows it; arrows move it, select
 * with Shift, and go by words with Ctrl; w, s and p take the word, the sentence, the paragraph, with Shift the next one
 * too; Escape hides it. The bar for selected words is offered as after a selection by pointer.
 */
class TextCaret extends HTMLElement {
  /** @type {HTMLElement} */ text;

  connectedCallback() {
    this.hidden = true;
    this.text = byId(this.getAttribute("for"));
    this.text.addEventListener("keydown", this.#onKey, { capture: true });
    this.text.addEventListener("blur", this.#hide);
    document.addEventListener("selectionchange", this.#draw);
    carets.push(this);
    bind("s", _("Select text by keyboard"), () => carets.at(-1)?.show());
  }

  disconnectedCallback() {
    carets.splice(carets.indexOf(this), 1);
    document.removeEventListener("selectionchange", this.#draw);
  }

  get #selection() {
    return /** @type {Selection} */ (document.getSelection()); // null only in a hidden frame
  }

  show() {
    const start = this.#startNode(); // before the focus leaves the card
    this.text.focus({ preventScroll: true });
    if (!this.text.contains(this.#selection.anchorNode)) this.#selection.collapse(start, 0);
    this.hidden = false;
    this.#draw();
    announce(HELP, "info", true);
  }

  #hide = () => (this.hidden = true);

  /** Where the caret appears: at the words of the claim in focus, otherwise in the first visible paragraph. */
  #startNode() {
    const card = document.activeElement?.closest("#cards .card") ?? document.querySelector("#cards .focused");
    const visible = findAll(this.text, ".block").find((block) => block.getBoundingClientRect().bottom > MASTHEAD_PX);
    return (card instanceof HTMLElement && firstMark(card)) || (visible ?? this.text);
  }

  /** @param {KeyboardEvent} event */
  #onKey = (event) => {
    if (this.hidden || event.metaKey || event.altKey || !this.#run(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #run = bindIn("cursor", [
    [ARROWS, _("Move; with Shift select, with Ctrl by words"), (event) => this.#move(event)],
    ["Home End", _("Start or end of the line"), (event) => this.#move(event)],
    ["w W", _("Select the word, with Shift the next one too"), ({ shiftKey }) => this.#take("word", shiftKey)],
    ["s S", _("Select the sentence"), ({ shiftKey }) => this.#take("sentence", shiftKey)],
    ["p P", _("Select the paragraph"), ({ shiftKey }) => this.#take("paragraph", shiftKey)],
    ["Escape", _("Hide the cursor"), () => this.#selection.isCollapsed && void this.#hide()],
  ]);

  /** Moves the caret, with Shift the end of the selection. Neither leaves the text. */
  #move(/** @type {KeyboardEvent} */ event) {
    const [selection, isExtended] = [this.#selection, event.shiftKey];
    const wasInside = this.text.contains(selection.focusNode);
    selection.modify(isExtended ? "extend" : "move", ...caretMove(event));
    if (!selection.focusNode || this.text.contains(selection.focusNode)) return;
    const whole = contentsOf(this.text);
    const isAfter = whole.comparePoint(selection.focusNode, selection.focusOffset) > 0;
    const { startContainer, startOffset, endContainer, endOffset } = clipped(this.text, whole) ?? whole;
    const [node, offset] = isAfter ? [endContainer, endOffset] : [startContainer, startOffset];
    if (!wasInside) selection.collapse(this.#startNode(), 0);
    else if (isExtended) selection.extend(node, offset);
    else selection.collapse(node, offset);
  }

  /** @param {import("./text-segments.js").Unit} unit */
  #take(unit, isExtended = false) {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = this.#selection;
    const [node, offset] = isExtended ? [focusNode, focusOffset] : [anchorNode, anchorOffset];
    const segment = node && segmentAt(this.text, node, offset, unit);
    if (!segment) return;
    if (!isExtended) this.#selection.collapse(segment.startContainer, segment.startOffset);
    this.#selection.extend(segment.endContainer, segment.endOffset);
    readOut(this.#selection.toString(), this.text);
  }

  #draw = () => {
    const { focusNode, focusOffset } = this.#selection;
    if (this.hidden || !focusNode || !this.text.contains(focusNode)) return;
    const range = document.createRange();
    range.setStart(focusNode, focusOffset);
    const box = range.getClientRects()[0] ?? focusNode.parentElement?.getBoundingClientRect();
    placeAt(this, box);
    this.style.setProperty("--tall", `${Math.min(box.height, MAX_HEIGHT_PX)}px`);
    const isVisible = box.top >= TOP_MARGIN_PX && box.bottom <= window.innerHeight - BOTTOM_MARGIN_PX;
    if (!isVisible) this.scrollIntoView({ block: "center" });
  };
}

customElements.define("text-caret", TextCaret);
