import { announce } from "../page/announce.js";
import { beside } from "./drag-selection.js";
import { bind } from "../page/shortcuts.js";
import { fill } from "./quote-fields.js";
import { makeBar, placeBar } from "./selection-bar.js";
import { runsOf } from "./text-marks.js";
import { segmentAt } from "./text-segments.js";
import { quoteOf, rangeAt } from "./text-offset.js";
import { clipped } from "./text-selection.js";
import { _ } from "../page/i18n.js";

/**
 * <mark-handles for="text">: a handle at either end of the words of the claim in focus. A handle is dragged, word by word,
 * or moved by arrows (with Shift by characters); Enter or the bar below sends the form, Escape leaves all as it was.
 */
class MarkHandles extends HTMLElement {
  connectedCallback() {
    this.text = document.getElementById(this.getAttribute("for"));
    [this.form, this.first, this.last] = this.children;
    this.bar = makeBar([[_("Adjust quote"), this.#send], [_("Cancel"), this.#cancel]]);
    document.addEventListener("claim-focus", this.#onFocus);
    document.addEventListener("htmx:after:swap", this.#onStored);
    for (const handle of [this.first, this.last]) {
      handle.addEventListener("pointerdown", (event) => event.target.setPointerCapture(event.pointerId));
      handle.addEventListener("pointermove", this.#onDrag);
      handle.addEventListener("keydown", this.#onKey);
    }
    bind("b", _("Adjust the quote of the focused claim"), () => this.hidden || this.first.focus());
  }

  disconnectedCallback() {
    document.removeEventListener("claim-focus", this.#onFocus);
    document.removeEventListener("htmx:after:swap", this.#onStored);
  }

  /** The handles stand at the first run of the claim in focus; a decided claim has none. They stay while they are held. */
  #onFocus = ({ detail: card }) => {
    if (this.contains(document.activeElement)) return;
    const [run] = card && !card.dataset.rating ? runsOf(card) : [];
    this.card = run && card;
    this.hidden = !run;
    if (run) this.#stand(rangeAt(this.text, ...run), run);
  };

  #stand(range, run = this.run) {
    [this.range, this.run] = [range, run];
    const isLtr = getComputedStyle(range.startContainer.parentElement).direction === "ltr";
    const boxes = range.getClientRects();
    const { scrollX, scrollY } = window; // read before anything is written
    for (const [handle, box, isLeft] of [[this.first, boxes[0], isLtr], [this.last, boxes[boxes.length - 1], !isLtr]]) {
      handle.style.setProperty("--at", `${box.bottom + scrollY}px`);
      handle.style.setProperty("--along", `${(isLeft ? box.left : box.right) + scrollX}px`);
    }
  }

  #onDrag = (event) => {
    const { target, clientX, clientY } = event;
    if (!target.hasPointerCapture(event.pointerId)) return;
    const height = clientY - target.offsetHeight / 2;
    const at = document.caretPositionFromPoint(clientX, height);
    const isIn = at && this.text.contains(at.offsetNode);
    const place = isIn ? [at.offsetNode, at.offset] : beside(this.text, clientX, height);
    if (place) this.#move(target, ...place, !event.shiftKey);
  };

  #onKey = (event) => {
    if (event.key === "Escape") this.#cancel();
    if (event.key === "Enter") this.#send();
    const step = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "backward", ArrowDown: "forward" }[event.key];
    if (!step && event.key !== "Enter") return;
    event.preventDefault();
    if (step) {
      this.#step(event.target, step, event.key.endsWith("t") ? (event.shiftKey ? "character" : "word") : "line");
    }
  };

  /** As a caret would go: the browser knows words, lines and directions. */
  #step(handle, direction, unit) {
    const selection = document.getSelection();
    const edge = handle === this.first ? ["startContainer", "startOffset"] : ["endContainer", "endOffset"];
    selection.collapse(...edge.map((name) => this.range[name]));
    selection.modify("move", direction, unit);
    const { focusNode, focusOffset } = selection;
    selection.removeAllRanges();
    if (this.text.contains(focusNode)) this.#move(handle, focusNode, focusOffset, false);
    announce(this.range.toString());
  }

  /** Moves one end, to the rim of the word there or to the very place; an end never passes the other. */
  #move(handle, node, offset, isByWord) {
    const isStart = handle === this.first;
    const word = isByWord ? segmentAt(this.text, node, offset, "word") : null;
    const moved = this.range.cloneRange();
    if (isStart) moved.setStart(word?.startContainer ?? node, word?.startOffset ?? offset);
    else moved.setEnd(word?.endContainer ?? node, word?.endOffset ?? offset);
    const keeps = isStart
      ? moved.endContainer === this.range.endContainer
      : moved.startContainer === this.range.startContainer;
    const range = keeps && clipped(this.text, moved);
    if (!range) return;
    this.#stand(range);
    CSS.highlights?.set("pending", new Highlight(range));
    this.append(this.bar);
    placeBar(this.bar, range);
  }

  #send = () => {
    if (!this.bar.isConnected) return;
    const { claim_id: claim, was } = this.form.elements;
    [claim.value, was.value] = [this.card.dataset.claim, this.run.join("-")];
    fill(this.form, [quoteOf(this.text, this.range)]);
    this.form.requestSubmit();
  };

  #cancel = () => {
    this.#letGo();
    this.card?.focus({ preventScroll: true });
  };

  #letGo() {
    CSS.highlights?.delete("pending");
    this.bar.remove();
    this.hidden = true;
  }

  /** The claim stands there: its card, drawn again, has the focus. */
  #onStored = ({ target }) => {
    if (target !== this.form || !this.bar.isConnected) return;
    this.#letGo();
    announce(_("Quote adjusted. Its reviewers were asked to re-check the claim."), "success");
    requestAnimationFrame(() =>
      document.getElementById(`claim-${this.form.elements.claim_id.value}`)?.focus({ preventScroll: true })
    );
  };
}

customElements.define("mark-handles", MarkHandles);
