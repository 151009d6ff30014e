/*
 * Which claims stand where in the article's text. The cards carry the places of their claims, in code points, so that the
 * answer is exact however many lie over one another; it is looked up in the sorted starts with the furthest end so far.
 * A mark's own place follows from the block that it stands in: blocks are drawn anew, never changed.
 */
import { codePoints } from "./text-offset.js";

const text = document.getElementById("text");
const cards = document.getElementById("cards");
const changes = new MutationObserver(forget);
let places = null; // [start, end, claim, furthest end up to here], by start
let blocks = null;
const marks = new WeakMap(); // by block

if (text && cards) {
  changes.observe(cards, { childList: true, subtree: true, attributeFilter: ["data-at"] });
  changes.observe(text, { childList: true, subtree: true });
  window.requestIdleCallback?.(allPlaces); // so that the first click need not wait for thousands of cards to be read
}

/** The claims at the words of a mark, the shortest first. */
export function claimsAt(mark) {
  const offset = marksIn(mark.closest(".block")).get(mark);
  const found = [];
  const all = allPlaces();
  for (let at = lastBefore(all, offset); at >= 0 && all[at][3] > offset; at -= 1) {
    if (all[at][1] > offset) found.push(all[at]);
  }
  found.sort((one, other) => one[1] - one[0] - (other[1] - other[0]) || one[0] - other[0]);
  return [...new Set(found.map(([, , claim]) => claim))];
}

/** The marks at the words of a claim, in reading order. */
export function marksOf(claim) {
  const card = document.getElementById(`claim-${claim}`);
  return card ? placesOf(card).flatMap(([start, end]) => [...marksWithin(start, end)]) : [];
}

/** Where a card's claim begins in the text: its first mark, or the link of one that marks no words; maybe nowhere. */
export function firstMark(card) {
  const [[start, end]] = placesOf(card);
  return marksWithin(start, end).next().value ?? text.querySelector(`a.ref[data-number="${card.dataset.claim}"]`);
}

/** The cards in the margin, in reading order; they stand in batches. */
export const cardsIn = (margin) => margin.getElementsByClassName("card");

/** Where a card's claim begins. */
export const startOf = (card) => parseInt(card.dataset.at);

/** Where a card's claim has words: `[start, end]` of each run, in code points; what marks no words has none. */
export const runsOf = (card) => placesOf(card).filter(([start, end]) => start < end);

function* marksWithin(start, end) {
  const all = allBlocks();
  for (let at = Math.max(0, lastBefore(all, start)); at < all.length && all[at][0] < end; at += 1) {
    for (const [mark, offset] of marksIn(all[at][1])) if (start <= offset && offset < end) yield mark;
  }
}

/** The marks of a block, each with the place of its first character. */
function marksIn(block) {
  if (!marks.has(block)) {
    const found = new Map();
    let offset = Number(block.dataset.offset);
    for (const node of block.childNodes) {
      if (node.localName === "mark") found.set(node, offset);
      offset += codePoints(node.textContent);
    }
    marks.set(block, found);
  }
  return marks.get(block);
}

/** The index of the last entry that begins at an offset or before it; -1 without any. */
function lastBefore(entries, offset) {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle][0] <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

const placesOf = (card) => card.dataset.at.split(" ").map((place) => place.split("-").map(Number));

function allPlaces() {
  if (changes.takeRecords().length) forget();
  if (places) return places;
  places = [...cardsIn(cards)].flatMap((card) =>
    placesOf(card).map(([start, end]) => [start, end, card.dataset.claim, end])
  );
  places.sort((one, other) => one[0] - other[0]);
  for (let at = 1; at < places.length; at += 1) places[at][3] = Math.max(places[at][1], places[at - 1][3]);
  return places;
}

function allBlocks() {
  if (changes.takeRecords().length) forget();
  blocks ??= [...text.querySelectorAll(".block")].map((block) => [Number(block.dataset.offset), block]);
  return blocks;
}

function forget() {
  places = blocks = null;
}
