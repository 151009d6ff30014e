/* Puts what an answer brings into the page, past the reader: nothing is changed that they hold. */
import { paint } from "../margin/claim-focus.js";
import { cardsIn, startOf } from "../text/text-marks.js";

const waiting = new Map(); // by block of text or part around it: how it will stand once the reader lets go of it
const PLACED = ":is(.selection-bar, text-caret, mark-handles):not([hidden])"; // so far below the top of the page
const text = document.getElementById("text");
const cards = document.getElementById("cards");
let isPressed = false;
let isStale = false; // whether the margin has yet to hear that something is another

/** Takes blocks, cards and what stands around the text out of htmx's tasks and places them; the rest is left to htmx. */
export function take(tasks) {
  tasks.splice(0, tasks.length, ...tasks.filter((task) => !isPlaced(task)));
  release();
}

function isPlaced({ target, fragment, swapSpec }) {
  const fresh = fragment.firstElementChild;
  if (target?.closest("#text")) waiting.set(target, fresh);
  else if (target?.matches(".progress, .rail > svg")) patch(target, swapSpec.style === "innerHTML" ? fragment : fresh);
  else if (target?.matches("[data-live]")) {
    target.isEqualNode(fresh) ? waiting.delete(target) : waiting.set(target, fresh);
  } else if (swapSpec.style === "delete") drop(target);
  else if (fresh?.matches(".card")) put(fresh, swapSpec.after);
  else return false;
  return true;
}

/** Gives an element the children of another; what both begin and end with stays, for a rail has hundreds. */
function patch(old, fresh) {
  const [was, is] = [[...old.childNodes], [...fresh.childNodes]];
  let [head, tail] = [0, 0];
  while (head < Math.min(was.length, is.length) && was[head].isEqualNode(is[head])) head += 1;
  while (tail < Math.min(was.length, is.length) - head && was.at(-1 - tail).isEqualNode(is.at(-1 - tail))) tail += 1;
  for (const node of was.slice(head, was.length - tail)) node.remove();
  for (const node of is.slice(head, is.length - tail)) old.insertBefore(node, was[was.length - tail] ?? null);
}

/** Swaps what nobody holds; then the cards find their heights, and the claim in focus its paint. */
function release() {
  for (const [block, fresh] of waiting) {
    if (block.isConnected && isHeld(block)) continue;
    isStale = waiting.delete(block);
    if (fresh.matches("[data-live]")) exchange(block, fresh);
    else block.replaceWith(fresh); // of no effect when a write of this page has drawn it anew meanwhile
  }
  if (!isStale) return;
  isStale = false;
  const last = [...cardsIn(cards)].at(-1);
  if (last) move(last, null); // who watches the margin sees that
  const focused = cards.querySelector(".card.focused");
  if (focused) paint(focused.dataset.claim);
}

/** The text stays where the reader sees it: it is scrolled by as much as it moves, and what can't be becomes a blank. */
function exchange(old, fresh) {
  const top = () => text.getBoundingClientRect().top;
  const before = top();
  old.replaceWith(fresh);
  scrollBy({ top: top() - before, behavior: "instant" });
  const { style } = text.parentElement;
  const missing = before - top();
  if (missing > 0) style.paddingBlockStart = `${missing + (parseFloat(style.paddingBlockStart) || 0)}px`;
  if (fresh.dataset.lang) [text.lang, text.dir] = [fresh.dataset.lang, fresh.dataset.dir];
}

/**
 * By a selection or a caret, the focus, the words of a claim being written, or a drag that has begun. What stands around
 * the text also by anything that is placed at its words: it would not come along.
 */
function isHeld(block) {
  if (block.matches("[data-live]") && document.querySelector(PLACED)) return true;
  const selection = document.getSelection();
  const isWriting = document.getElementById("composer")?.open;
  const ranges = isWriting ? [...(CSS.highlights?.get("pending") ?? [])] : [];
  const hasCaret = selection.rangeCount && document.querySelector("text-caret:not([hidden])");
  if (!selection.isCollapsed || hasCaret) ranges.push(selection.getRangeAt(0));
  return isPressed || block.contains(document.activeElement) || ranges.some((range) => range.intersectsNode(block));
}

/**
 * The card goes in behind the one it follows; one that is there is changed in place, so that it keeps the focus. A card
 * without content names one that this page shows already.
 */
function put(fresh, after) {
  const old = document.getElementById(fresh.id);
  const isNamed = !fresh.firstChild;
  if (isNamed && !old) return;
  if (old && !isNamed && old.innerHTML + old.dataset.at !== fresh.innerHTML + fresh.dataset.at) change(old, fresh);
  const all = [...cardsIn(cards)];
  const before = after && document.getElementById(after);
  const next = before ? all[all.indexOf(before) + 1] : after ? later(all, old ?? fresh) : all[0];
  if (!old || next !== old) move(old ?? fresh, next);
}

const later = (all, card) => all.find((it) => startOf(it) > startOf(card));

/** Before another card, into its batch; without one to the end. */
function move(card, next) {
  const focused = card.contains(document.activeElement) && document.activeElement;
  const batch = (next ?? [...cardsIn(cards)].at(-1))?.parentNode ?? cards;
  if (card.isConnected && batch.moveBefore) batch.moveBefore(card, next ?? null);
  else batch.insertBefore(card, next ?? null);
  if (focused && focused !== document.activeElement) focused.focus({ preventScroll: true });
}

function change(old, fresh) {
  isStale = true;
  for (const name of ["data-at", "data-rating"]) {
    if (fresh.hasAttribute(name)) old.setAttribute(name, fresh.getAttribute(name));
    else old.removeAttribute(name);
  }
  const [title, ...rest] = fresh.children;
  old.firstElementChild.replaceChildren(...title.childNodes);
  for (const other of [...old.children].slice(1)) other.remove();
  old.append(...rest);
}

/** A card that had the focus gives it to its neighbour. */
function drop(card) {
  if (!card) return;
  const all = [...cardsIn(cards)];
  const at = all.indexOf(card);
  const neighbour = card.contains(document.activeElement) && (all[at + 1] ?? all[at - 1]);
  const batch = card.parentNode;
  card.remove();
  if (batch !== cards && !batch.childElementCount) batch.remove();
  if (neighbour) neighbour.focus({ preventScroll: true });
}

if (document.querySelector("live-changes")) {
  document.addEventListener(
    "pointerdown",
    ({ button, target }) => (isPressed = button === 0 && target.closest("#text")),
  );
  for (const name of ["pointerup", "pointercancel", "selectionchange", "focusout", "toggle"]) {
    document.addEventListener(name, ({ type }) => {
      if (type.startsWith("pointer")) isPressed = false;
      if (waiting.size) requestAnimationFrame(release);
    }, true);
  }
}
