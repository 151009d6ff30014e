// @ts-check
/* The claim in focus: its words and its card are shown together. j and k walk, a click opens, Escape ends. */
import { closest, findAll, opensElsewhere } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";
import { bind } from "../page/shortcuts.js";
import { paint } from "../text/claim-paint.js";
import { focusedCard } from "./cards.js";
import { follow, openAt } from "./mention.js";
import { openPart } from "./panel-loading.js";

const NARROW_WINDOW = matchMedia("(max-width: 1023px)");
const BESIDE = "capture-beside"; // a capture that is quoted for the claim in focus

/**
 * Opens a card, in a narrow window as a sheet, with its words, and announces it by `claim-focus`; null closes it.
 * @param {HTMLElement | null} card
 */
function show(card) {
  for (const other of findAll(document, "#cards .focused")) {
    other.classList.remove("focused");
    other.removeAttribute("data-sheet");
  }
  card?.classList.add("focused");
  card?.toggleAttribute("data-sheet", NARROW_WINDOW.matches);
  paint(card?.dataset.claim);
  document.dispatchEvent(new CustomEvent("claim-focus", { detail: card }));
}

let isMoving = false; // to a card that is shown already
/** @type {HTMLElement | null} */ let pressed = null; // the card under a pointer: what moves there isn't what it clicks

/**
 * Moves the focus to a card, which opens before: with the focus, the browser lays out the page.
 * @param {HTMLElement} card
 */
export function focusCard(card) {
  show(card);
  isMoving = true;
  card.focus({ preventScroll: true });
  isMoving = false;
}

/** @param {1 | -1} step */
function walk(step) {
  const cards = findAll(document, "#cards .card:not([hidden])");
  const focused = focusedCard();
  const index = focused ? cards.indexOf(focused) : -1;
  const next = index < 0 && step < 0 ? cards.length - 1 : Math.min(Math.max(index + step, 0), cards.length - 1);
  if (cards[next]) focusCard(cards[next]);
}

/** @param {KeyboardEvent} event */
function onEnter(event) {
  const card = closest(event, "#cards .card");
  if (!card || event.target !== card || event.defaultPrevented) return;
  event.preventDefault();
  openPart(card, "next");
}

/**
 * From a panel Escape leads back to its card, from there to no claim.
 * @param {KeyboardEvent} event
 */
function onEscape(event) {
  const card = closest(event, "#cards .card");
  if (card && event.target !== card && closest(event, "claim-panel")) card.focus({ preventScroll: true });
  else if (!closest(event, BESIDE)) show(null);
}

/**
 * A click opens a card in its place; Enter on its title leads on to the panel.
 * @param {MouseEvent} event
 * @param {HTMLElement} card
 */
function openCard(event, card) {
  const title = closest(event, ".card-title");
  if (closest(event, ".close-card")) return leave(card);
  if (title && opensElsewhere(event)) return;
  if (title) event.preventDefault();
  if (card !== focusedCard()) focusCard(card);
  else if (title && !event.detail) openPart(card, "next");
}

/** @param {HTMLElement} card */
function leave({ dataset }) {
  show(null);
  findAll(document, `#text a.ref[data-number="${dataset.claim}"]`)[0]?.focus({ preventScroll: true });
}

/** @param {MouseEvent} event */
function onClick(event) {
  const card = closest(event, "#cards .card");
  const mark = closest(event, "#text mark");
  const number = closest(event, "#text a.ref, .ghost-card");
  if (card) openCard(event, card);
  else if (mark && document.getSelection()?.isCollapsed) openAt(mark);
  else if (number instanceof HTMLAnchorElement) follow(event, number);
  else if (!closest(event, `#notices, ${BESIDE}`) && (NARROW_WINDOW.matches || !closest(event, "#text"))) show(null);
}

if (document.getElementById("cards")) {
  const onKey = bindIn("card", [
    ["Enter", _("Go to the panel of the claim"), onEnter],
    ["Escape", _("Back to the card, then to the text"), onEscape],
  ]);
  bind("j", _("Next claim"), () => walk(1));
  bind("k", _("Previous claim"), () => walk(-1));
  document.addEventListener("focusin", (event) => {
    const card = closest(event, "#cards .card");
    if (isMoving || (card && card === pressed && card !== focusedCard())) return;
    if (card || !closest(event, `#text, ${BESIDE}`)) show(card);
  });
  document.addEventListener("pointerdown", (event) => (pressed = closest(event, "#cards .card")));
  document.addEventListener("keydown", () => (pressed = null), { capture: true });
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  const linked = location.hash.startsWith("#claim-") && document.getElementById(location.hash.slice(1));
  if (linked) requestAnimationFrame(() => linked.focus({ preventScroll: true }));
}
