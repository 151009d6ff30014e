// @ts-check
/**
 * How many items at the start of a list satisfy a condition that no later item satisfies.
 * @template T
 * @param {ArrayLike<T>} items
 * @param {(item: T) => boolean} condition
 */
export function countLeading(items, condition) {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (condition(items[middle])) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The index of the last entry that starts at an offset or before it; -1 if there is none.
 * @param {{ start: number }[]} entries by start
 * @param {number} offset
 */
export const lastBefore = (entries, offset) => countLeading(entries, ({ start }) => start <= offset) - 1;
