/*
 * Where words are marked densely, their cards reach far below them. The column then slides up, so that the card in focus,
 * or else that of the first words in sight, stands beside its words; what would pass the top of the column is cut off.
 */
const HEAD = 80; // px at the top of the window in which nobody reads
const FAR = 0.5; // of the window's height: how far a card may be from the words in sight while nothing is in focus

/** Slides the column for a card, or without one for what is in sight; `placed` is `[card, words, top]`, in px of the column. */
export function slide(column, placed, focused) {
  const [, words, top] = placed.find(([card]) => card === focused) ?? inSight(column, placed) ?? [null, 0, 0];
  const by = Math.min(0, Math.round(Math.max(words, 0) - top));
  column.style.setProperty("--slide", `${by}px`);
  column.toggleAttribute("data-slid", by < 0);
}

/** The first card whose words are in sight, where it stands far from them. */
function inSight(column, placed) {
  const above = HEAD - topOf(column);
  const first = placed.find(([, words]) => words > above);
  return first && first[2] - first[1] > FAR * innerHeight ? first : null;
}

/** Where the column begins in the window when it has not slid. */
export const topOf = (column) => column.parentElement.getBoundingClientRect().top + column.offsetTop;

/** Scrolls to words that are out of sight, or under the sheet of a narrow window. */
export function reveal(words, isNarrow) {
  const { top, bottom } = words.getBoundingClientRect();
  if (top < HEAD || bottom > innerHeight * (isNarrow ? 0.5 : 0.9)) {
    scrollBy({ top: top - innerHeight / 4, behavior: "instant" });
  }
}
