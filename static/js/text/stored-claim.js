// @ts-check
/* The claim that was stored just now: its card, and what the page says and counts. */
import { cardOf } from "../margin/cards.js";
import { focusCard } from "../margin/claim-focus.js";
import { announce } from "../page/announce.js";
import { closest, find, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bind } from "../page/shortcuts.js";

/** The card of the claim that was stored, once; null if none was. */
export function takeStoredCard() {
  const marker = document.getElementById("again");
  const card = cardOf(marker?.dataset.created);
  if (!marker || !card) return null;
  delete marker.dataset.created;
  return card;
}

/**
 * Corrects the counts, says that the claim is highlighted, and moves the focus to its card.
 * @param {HTMLElement} card
 */
export function showStored(card) {
  const state = card.querySelector("[data-state]")?.getAttribute("data-state");
  for (const count of findAll(document, `[data-counts="found"], [data-counts="${state}"]`)) {
    count.textContent = String(Number(count.textContent) + 1);
  }
  announce(_("Claim %(claim)s highlighted.", { claim: card.dataset.claim }), "undoable");
  focusCard(card);
}

/** Unfolds where the article repeats the claim that was stored last. */
function openRepeats() {
  const [repeats] = findAll(document, "#again details");
  if (!repeats) return;
  repeats.setAttribute("open", "");
  find(repeats, "summary").focus();
}

if (document.getElementById("again")) {
  bind("v", _("Show where the article repeats the new claim"), openRepeats);
  document.addEventListener("click", (event) => {
    if (closest(event, "#again [data-dismisses]")) document.getElementById("again")?.replaceChildren();
  });
}
