// @ts-check
/* The cards in the margin, and the positions of their claims in the text. */
import { findAll } from "../page/dom.js";
import { countLeading } from "../text/binary-search.js";

/**
 * The cards, in reading order. They are in batches.
 * @param {Element} margin
 */
export const cardsIn = (margin) => /** @type {HTMLCollectionOf<HTMLElement>} */ (margin.getElementsByClassName("card"));

/**
 * The card of a claim; null if the page has none.
 * @param {string | undefined} claim
 */
export const cardOf = (claim) => document.getElementById(`claim-${claim}`);

/** @returns {HTMLElement | undefined} the open one */
export const focusedCard = () => findAll(document, "#cards .card.focused")[0];

/**
 * Where a card's claim starts, in code points.
 * @param {HTMLElement} card
 */
export const startOf = (card) => parseInt(card.dataset.at ?? "");

/**
 * `[start, end]` of each quote of a card's claim, in code points. Both are equal if the claim has no words.
 * @param {HTMLElement} card
 * @returns {[start: number, end: number][]}
 */
export const placesOf = (card) =>
  (card.dataset.at ?? "").split(" ").map((place) => {
    const [start, end] = place.split("-").map(Number);
    return [start, end];
  });

/**
 * Moves a card to its place among the others.
 * @param {HTMLElement} margin
 * @param {HTMLElement} card
 */
export function sortIn(margin, card) {
  const cards = [...cardsIn(margin)];
  const others = cards.filter((other) => other !== card);
  const index = countLeading(others, (other) => !(startOf(other) > startOf(card)));
  if (others[index] === cards[cards.indexOf(card) + 1]) return;
  if (others[index]) others[index].before(card);
  else others[others.length - 1].after(card);
}
