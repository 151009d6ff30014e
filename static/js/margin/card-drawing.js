// @ts-check
/* Cards outside the window are laid out after the page was shown: one batch at a time, while nothing else is done. */

const DELAY_MS = 1500; // after the cards were placed

/** @type {(callback: () => void) => unknown} */
const whenIdle = window.requestIdleCallback ?? ((callback) => setTimeout(callback));

/**
 * Draws the batches that are skipped until then. Each has its final size before, so nothing moves.
 * @param {HTMLElement} column
 */
export function drawLater(column) {
  const drawNext = () => {
    /** @type {HTMLElement | null} */ const batch = column.querySelector(".card-batch:not([data-drawn])");
    if (!batch || !column.isConnected) return;
    batch.dataset.drawn = "";
    batch.getBoundingClientRect(); // now, in the idle time, rather than in the next frame
    whenIdle(drawNext);
  };
  setTimeout(() => whenIdle(drawNext), DELAY_MS);
}
