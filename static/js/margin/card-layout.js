// @ts-check
import { cardsIn } from "./cards.js";

/** @typedef {import("./margin-slide.js").PlacedCard} PlacedCard */

export const GAP_PX = 12; // between two cards, and from the top of words up to that of their card

/** @type {WeakMap<HTMLElement, number>} */
const gaps = new WeakMap(); // above each card, in px

/**
 * Places the cards of a column at the height of their words, in their order and without overlap. Everything is measured
 * first and written afterwards.
 * @param {HTMLElement} column
 * @param {number} top of the column in the window, in px
 * @param {import("./card-sizes.js").CardSizes} sizes
 * @returns {PlacedCard[]}
 */
export function placeCards(column, top, sizes) {
  const columnTop = top + GAP_PX;
  const blockTops = new Map();
  const measured = [...cardsIn(column)].filter((card) => !card.hidden).map((card) => ({
    card,
    wordsTop: sizes.wordsTop(card, blockTops) - columnTop,
    height: sizes.heightOf(card),
  }));
  let bottom = 0; // of the cards so far
  return measured.map(({ card, wordsTop, height }) => {
    const gap = Math.max(bottom ? GAP_PX : 0, Math.round(wordsTop - bottom));
    setGap(card, gap);
    bottom += gap + height;
    return { card, wordsTop, top: bottom - height, height };
  });
}

/**
 * Written only if it has changed: a thousand cards stay where they are.
 * @param {HTMLElement} card
 * @param {number} gap in px
 */
function setGap(card, gap) {
  if (gaps.get(card) === gap) return;
  gaps.set(card, gap);
  card.style.setProperty("--above", `${gap}px`);
}
