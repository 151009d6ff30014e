// @ts-check
/* Inserts, changes and removes cards in the margin without taking the focus from the reader. */
import { cardsIn, startOf } from "../margin/cards.js";
import { byId } from "../page/dom.js";

/** Attributes of a card that the server sets; the others belong to this page. */
const SERVER_ATTRIBUTES = ["data-at", "data-rating"];

/**
 * Inserts a card after another, or in place of the one that is there, which keeps the focus. A card without content
 * stands for the one on the page, and only moves it.
 * @param {HTMLElement} fresh
 * @param {string | undefined} afterId of the card before it; the first card without
 * @param {HtmxApi["morph"]} morph
 */
export function putCard(fresh, afterId, morph) {
  const card = document.getElementById(fresh.id);
  const isReference = !fresh.firstChild;
  if (isReference && !card) return;
  if (card && !isReference) change(card, fresh, morph);
  const cards = [...cardsIn(byId("cards"))];
  const before = afterId && document.getElementById(afterId);
  const place = startOf(card ?? fresh);
  const later = () => cards.find((other) => startOf(other) > place);
  const next = before ? cards[cards.indexOf(before) + 1] : afterId ? later() : cards[0];
  if (!card || next !== card) move(card ?? fresh, next);
}

/**
 * Moves a card before another, into the same batch; without one to the end.
 * @param {HTMLElement} card
 * @param {HTMLElement | undefined} next
 */
function move(card, next) {
  const margin = byId("cards");
  const focused = card.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
  const batch = /** @type {Element} */ ((next ?? [...cardsIn(margin)].at(-1))?.parentNode ?? margin);
  if (card.isConnected && batch.moveBefore) batch.moveBefore(card, next ?? null);
  else batch.insertBefore(card, next ?? null);
  if (focused !== document.activeElement) focused?.focus({ preventScroll: true });
}

/**
 * @param {HTMLElement} card
 * @param {HTMLElement} fresh
 * @param {HtmxApi["morph"]} morph
 */
function change(card, fresh, morph) {
  for (const name of SERVER_ATTRIBUTES) {
    const value = fresh.getAttribute(name);
    if (value === null) card.removeAttribute(name);
    else if (value !== card.getAttribute(name)) card.setAttribute(name, value);
  }
  const content = document.createDocumentFragment();
  content.append(...fresh.childNodes);
  const panel = card.querySelector("claim-panel, .panel-loading");
  if (panel) content.append(panel.cloneNode(false)); // stands for the one on the page, which is never morphed
  morph(card, content, true);
}

/**
 * Removes a card. If it has the focus, its neighbour gets it.
 * @param {HTMLElement} card
 */
export function removeCard(card) {
  const margin = byId("cards");
  const cards = [...cardsIn(margin)];
  const index = cards.indexOf(card);
  const neighbour = card.contains(document.activeElement) && (cards[index + 1] ?? cards[index - 1]);
  const batch = card.parentElement;
  card.remove();
  if (batch && batch !== margin && !batch.childElementCount) batch.remove();
  if (neighbour) neighbour.focus({ preventScroll: true });
}
