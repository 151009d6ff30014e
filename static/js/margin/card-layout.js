// @ts-check
/** @typedef {import("./margin-slide.js").PlacedCard} PlacedCard */
/** @typedef {import("./card-sizes.js").SizedCard} SizedCard */

export const GAP_PX = 12; // between two cards, and from the top of words up to that of their card

/**
 * Places the cards of a column at the height of their words, in their order and without overlap. Everything is measured
 * first and written afterwards.
 * @param {number} top of the column in the window, in px
 * @param {import("./card-sizes.js").CardSizes} sizes
 * @returns {PlacedCard[]}
 */
export function placeCards(top, sizes) {
  const columnTop = top + GAP_PX;
  const blockTops = new Map();
  const measured = sizes.shown.map((sized) => ({
    sized,
    wordsTop: sizes.wordsTop(sized, blockTops) - columnTop,
    height: sizes.heightOf(sized),
  }));
  let bottom = 0; // of the cards so far
  return measured.map(({ sized, wordsTop, height }) => {
    const gap = Math.max(bottom ? GAP_PX : 0, Math.round(wordsTop - bottom));
    setGap(sized, gap);
    bottom += gap + height;
    return { card: sized.card, wordsTop, top: bottom - height, height };
  });
}

/**
 * Written only if it has changed: a thousand cards stay where they are.
 * @param {SizedCard} sized
 * @param {number} gap in px
 */
function setGap(sized, gap) {
  if (sized.gap === gap) return;
  sized.gap = gap;
  sized.card.style.setProperty("--above", `${gap}px`);
}
