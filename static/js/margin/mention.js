// @ts-check
/* The words at which a claim is opened by a click: its card goes to them, not to the first words of the claim. */
import { opensElsewhere } from "../page/dom.js";
import { claimsAt, markAt } from "../text/text-marks.js";
import { GAP_PX } from "./card-layout.js";
import { cardOf, focusedCard } from "./cards.js";

/** @type {Element | null} */ let clicked = null;

/** The words that are clicked at this moment; null if the focus moves for another reason. */
export const clickedWords = () => clicked;

/**
 * Moves the focus to a card, and the card to what was clicked: words, or the line beside them.
 * @param {HTMLElement} place
 * @param {HTMLElement | null} card
 */
export function focusAt(place, card) {
  const [start, end] = (place.dataset.place ?? "").split("-").map(Number);
  clicked = (end && markAt(start, end)) || place;
  if (card?.classList.contains("focused")) document.dispatchEvent(new CustomEvent("claim-focus", { detail: card }));
  card?.focus({ preventScroll: true });
  clicked = null;
}

/**
 * Opens a claim at the mark clicked; a second click opens the next claim there.
 * @param {HTMLElement} mark
 */
export function openAt(mark) {
  const claims = claimsAt(mark);
  const next = (claims.indexOf(focusedCard()?.dataset.claim ?? "") + 1) % claims.length;
  focusAt(mark, cardOf(claims[next]));
}

/**
 * Where the words are below the top of the column, as the words of a card are measured; undefined if there are none.
 * @param {Element | null} words
 * @param {number} columnTop in the window, in px
 */
export const topOfWords = (words, columnTop) =>
  words?.isConnected ? words.getBoundingClientRect().top - columnTop - GAP_PX : undefined;

/**
 * A link to a card brings the card to it, rather than the page to the card.
 * @param {MouseEvent} event
 * @param {HTMLAnchorElement} link
 */
export function follow(event, link) {
  if (opensElsewhere(event)) return;
  event.preventDefault();
  history.replaceState(history.state, "", link.hash);
  focusAt(link, cardOf(link.dataset.number));
}
