// @ts-check
/*
 * Where words are marked densely, their cards reach far below them. Then the column slides up, so that the card in
 * focus, or that of the first visible words, is beside its words; what would pass the top of the column is cut off.
 */

/** @typedef {{ card: HTMLElement, wordsTop: number, top: number, height: number }} PlacedCard in px of the column */

const MASTHEAD_PX = 80; // at the top of the window, where nobody reads
const BAR_PX = 56; // the bar that stays on top, and some space
const EDGE_PX = 16; // below the card in focus
const MIN_ROOM_PX = 320; // for the card in focus
const FAR_FRACTION = 0.5; // of the window's height: how far a card may be from visible words without focus
const VISIBLE_FRACTION = 0.9; // of the window's height
const NARROW_VISIBLE_FRACTION = 0.5; // the rest is under the sheet

/**
 * Slides the column for the card in focus, otherwise for what is visible.
 * @param {HTMLElement} column
 * @param {PlacedCard[]} placed
 * @param {HTMLElement | null} focused
 * @param {number} columnTop in the window, in px
 * @param {number} [wordsTop] of the card in focus, if these aren't its first words
 */
export function slide(column, placed, focused, columnTop, wordsTop) {
  const open = placed.find(({ card }) => card === focused);
  const room = innerHeight - Math.max(BAR_PX, columnTop) - EDGE_PX;
  open?.card.style.setProperty("--room", `${Math.max(Math.round(room), MIN_ROOM_PX)}px`);
  const aligned = open ?? firstVisible(columnTop, placed);
  const goal = open
    ? topInWindow(columnTop, { ...open, wordsTop: wordsTop ?? open.wordsTop })
    : Math.max(aligned?.wordsTop ?? 0, 0);
  const lowest = wordsTop === undefined ? 0 : Infinity;
  const shift = aligned ? Math.min(lowest, Math.round(goal - aligned.top)) : 0;
  column.style.setProperty("--slide", `${shift}px`);
  column.toggleAttribute("data-slid", shift !== 0);
}

/**
 * Where the card in focus goes: to its words, but as far up as it takes to show all of it.
 * @param {number} columnTop
 * @param {PlacedCard} card
 */
function topInWindow(columnTop, { wordsTop, height }) {
  const windowTop = BAR_PX - columnTop;
  return Math.max(Math.min(wordsTop, Math.max(windowTop, windowTop + innerHeight - BAR_PX - EDGE_PX - height)), 0);
}

/**
 * The first card whose words are visible, if it is far from them.
 * @param {number} columnTop
 * @param {PlacedCard[]} placed
 */
function firstVisible(columnTop, placed) {
  const windowTop = MASTHEAD_PX - columnTop;
  const first = placed.find(({ wordsTop }) => wordsTop > windowTop);
  return first && first.top - first.wordsTop > FAR_FRACTION * innerHeight ? first : null;
}

/**
 * Where the column starts in the window when it hasn't slid, in px.
 * @param {HTMLElement} column
 */
export const topOf = (column) => (column.parentElement?.getBoundingClientRect().top ?? 0) + column.offsetTop;

/**
 * Scrolls to words that are outside the window, or under the sheet of a narrow window.
 * @param {Element} mark
 * @param {boolean} isNarrow
 */
export function reveal(mark, isNarrow) {
  const { top, bottom } = mark.getBoundingClientRect();
  const lowest = innerHeight * (isNarrow ? NARROW_VISIBLE_FRACTION : VISIBLE_FRACTION);
  if (top < MASTHEAD_PX || bottom > lowest) scrollBy({ top: top - innerHeight / 4, behavior: "instant" });
}
