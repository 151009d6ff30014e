// @ts-check
/* What changes of the page mean for the cards in the margin. */

const PANEL = "claim-panel, .panel-loading";
const OURS = ".ghost-card"; // placed with the cards, which make no room for them

/**
 * @typedef {object} CardChanges
 * @property {Set<Element>} blocks of the text that changed
 * @property {Set<HTMLElement>} cards whose content changed
 * @property {HTMLElement[]} added cards
 * @property {boolean} isBeside whether something came or went above or below the cards
 * @property {boolean} isAny
 */

/**
 * @param {MutationRecord[]} records
 * @param {HTMLElement} column of the cards
 * @param {HTMLElement | null} open the card in focus: its size is observed, whatever is inserted into it
 * @returns {CardChanges}
 */
export function readChanges(records, column, open) {
  const changes = { blocks: new Set(), cards: new Set(), added: [], isBeside: false, isAny: false };
  for (const record of records) {
    if (column.contains(record.target)) readCard(record, open, changes);
    else readAround(record, column, changes);
  }
  return changes;
}

/**
 * @param {MutationRecord} record
 * @param {HTMLElement | null} open
 * @param {CardChanges} changes
 */
function readCard({ type, target, addedNodes, removedNodes }, open, changes) {
  const card = around(target, ".card");
  const nodes = /** @type {Node[]} */ ([...addedNodes, ...removedNodes]);
  if (type === "childList") {
    if (card && card === open) return;
    if (nodes.every((node) => node instanceof Element && node.matches(card ? PANEL : OURS))) return;
  }
  changes.isAny = true;
  if (card) changes.cards.add(card);
  for (const node of addedNodes) {
    if (node instanceof HTMLElement && node.isConnected && node.matches(".card")) changes.added.push(node);
  }
}

/**
 * @param {MutationRecord} record
 * @param {HTMLElement} column
 * @param {CardChanges} changes
 */
function readAround({ target }, column, changes) {
  changes.isAny = true;
  changes.isBeside ||= target === column.parentElement;
  const block = around(target, ".block");
  if (block) changes.blocks.add(block);
}

/**
 * @param {Node} node
 * @param {string} selector
 */
function around(node, selector) {
  const element = node instanceof Element ? node : node.parentElement;
  return /** @type {HTMLElement | null | undefined} */ (element?.closest(selector));
}
