// @ts-check
/*
 * Which claims are where in the article's text. Cards carry the positions of their claims, in code points, so the
 * answer is exact however many claims overlap. Positions are looked up in the sorted starts, each with the furthest end
 * so far. Those of marks follow from their block until it changes.
 */
import { cardOf, cardsIn, placesOf } from "../margin/cards.js";
import { byId, findAll } from "../page/dom.js";
import { lastBefore } from "./binary-search.js";
import { codePoints } from "./text-offset.js";

/** @typedef {{ start: number, end: number, claim: string, furthestEnd: number }} Place */

const text = document.getElementById("text");
const cards = document.getElementById("cards");
const changes = new MutationObserver(forget);
/** @type {Place[] | null} */ let places = null; // by start
/** @type {{ start: number, block: HTMLElement }[] | null} */ let blocks = null; // by start
/** @type {WeakMap<HTMLElement, Map<Element, number>>} */ const marksByBlock = new WeakMap();

if (text && cards) {
  changes.observe(cards, { childList: true, subtree: true, attributeFilter: ["data-at"] });
  changes.observe(text, { childList: true, subtree: true });
  window.requestIdleCallback?.(allPlaces); // so that the first click needn't wait for thousands of cards
}

/**
 * The claims at a mark, the shortest first.
 * @param {Element} mark
 */
export function claimsAt(mark) {
  const all = allPlaces();
  /** @type {HTMLElement | null} */ const block = mark.closest(".block");
  const offset = (block && marksIn(block).get(mark)) ?? -1;
  const found = [];
  for (let index = lastBefore(all, offset); index >= 0 && all[index].furthestEnd > offset; index -= 1) {
    if (all[index].end > offset) found.push(all[index]);
  }
  found.sort((one, other) => one.end - one.start - (other.end - other.start) || one.start - other.start);
  return [...new Set(found.map(({ claim }) => claim))];
}

/**
 * The marks of a claim, in reading order.
 * @param {string | undefined} claim
 */
export function marksOf(claim) {
  const card = cardOf(claim);
  return card ? placesOf(card).flatMap(([start, end]) => [...marksWithin(start, end)]) : [];
}

/**
 * Where a card's claim starts in the text: at its first mark, or at the link of a claim without words; perhaps nowhere.
 * @param {HTMLElement} card
 */
export function firstMark(card) {
  const [[start, end]] = placesOf(card);
  return markAt(start, end) ?? findAll(byId("text"), `a.ref[data-number="${card.dataset.claim}"]`)[0];
}

/**
 * The first mark of the words from `start` to `end`; undefined if there are none.
 * @param {number} start
 * @param {number} end
 */
export const markAt = (start, end) => marksWithin(start, end).next().value;

/**
 * @param {number} start
 * @param {number} end
 * @returns {Generator<HTMLElement>}
 */
function* marksWithin(start, end) {
  const all = allBlocks();
  for (let index = Math.max(0, lastBefore(all, start)); index < all.length && all[index].start < end; index += 1) {
    for (const [mark, offset] of marksIn(all[index].block)) {
      if (start <= offset && offset < end) yield /** @type {HTMLElement} */ (mark);
    }
  }
}

/**
 * The marks of a block, each with the position of its first character.
 * @param {HTMLElement} block
 */
function marksIn(block) {
  const known = marksByBlock.get(block);
  if (known) return known;
  const marks = new Map();
  let offset = Number(block.dataset.offset);
  for (const node of block.childNodes) {
    if (node.nodeName === "MARK") marks.set(node, offset);
    offset += codePoints(node.textContent ?? "");
  }
  marksByBlock.set(block, marks);
  return marks;
}

function allPlaces() {
  forget(changes.takeRecords());
  if (places) return places;
  places = [...cardsIn(byId("cards"))].flatMap((card) =>
    placesOf(card).map(([start, end]) => ({ start, end, claim: card.dataset.claim ?? "", furthestEnd: end }))
  );
  places.sort((one, other) => one.start - other.start);
  let furthestEnd = -Infinity;
  for (const place of places) furthestEnd = place.furthestEnd = Math.max(place.end, furthestEnd);
  return places;
}

function allBlocks() {
  forget(changes.takeRecords());
  return (blocks ??= findAll(byId("text"), ".block").map((block) => ({ start: Number(block.dataset.offset), block })));
}

/** @param {MutationRecord[]} records */
function forget(records) {
  if (records.length) places = blocks = null;
  for (const { target } of records) if (target instanceof HTMLElement) marksByBlock.delete(target);
}
