// @ts-check
/*
 * The claims that this person is to rate: their numbers are filled with the accent, in the text and on the cards, by a
 * style of the page, so that it holds for words and cards that are drawn anew. Screen readers hear it at the card.
 */
import { findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { cardOf } from "./cards.js";

const FILLED = "{ color: var(--raised); background: var(--accent); box-shadow: 0 0 0 1px var(--accent); }";

const [filter] = findAll(document, "claim-filter[assigned]");
const assigned = new Set(filter?.getAttribute("assigned")?.split(" ").filter(Boolean));

/** @param {HTMLElement} card */
export const isAssigned = (card) => assigned.has(card.dataset.claim ?? "");

if (assigned.size) {
  const numbers = [...assigned].map((claim) => `[data-number="${claim}"]`).join();
  const cards = [...assigned].map((claim) => `#claim-${claim}`).join();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`a.ref:is(${numbers}):not(.focused)::after ${FILLED}
    :is(${cards}) .card-number { padding-inline: 4px; border-radius: 3px; } :is(${cards}) .card-number ${FILLED}`);
  document.adoptedStyleSheets.push(sheet);
  for (const claim of assigned) cardOf(claim)?.setAttribute("aria-description", _("Assigned to you"));
}
