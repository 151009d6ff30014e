// @ts-check
/*
 * Loads the panel of the claim in focus into its card: evidence, review, verdict, conversation. One card at a time has
 * one; what is typed in it is kept as a draft. Walking through the cards by j and k loads none.
 */
import { find, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bind } from "../page/shortcuts.js";
import { focusedCard } from "./cards.js";
import { keepTyped } from "./typed-values.js";

/** @typedef {import("./claim-panel.js").ClaimPanel} ClaimPanel */
/** @typedef {import("./claim-panel.js").Part} Part */

const LOAD_DELAY_MS = 200;
const SLOW_MS = 1000; // after which a panel is given room: a quick one moves the cards below it once
const RATINGS = 7; // that have a key
const SENT = "claim-panel form.htmx-request";
let timer = 0;

/** @param {CustomEvent<HTMLElement | null>} event */
function onFocus({ detail: card }) {
  clearTimeout(timer);
  if (card) timer = setTimeout(() => load(card), LOAD_DELAY_MS);
}

/**
 * @param {HTMLElement} card
 * @param {Part} [part] to which the focus moves then
 */
function load(card, part) {
  clearTimeout(timer);
  if (card.querySelector("claim-panel, .panel-loading")) return;
  if (document.querySelector(SENT)) return loadLater(card, part);
  for (const other of findAll(document, "#cards :is(claim-panel, .panel-loading)")) {
    keepTyped(other, null); // the draft may still be on its way when this panel comes back
    other.remove();
  }
  const place = document.createElement("div");
  place.id = `panel-${card.dataset.claim}`;
  place.className = "panel-loading";
  place.setAttribute("hx-morph-skip", "");
  place.setAttribute("hx-get", `${find(card, ".card-title").getAttribute("href")}/panel`);
  place.setAttribute("hx-trigger", "load");
  place.setAttribute("hx-swap", "outerHTML");
  place.hidden = true;
  setTimeout(() => (place.hidden = false), SLOW_MS);
  if (part) card.dataset.opens = part;
  card.append(place);
  htmx.process(place);
}

/**
 * Waits for the answer to a form of another panel, which would be lost with it. A refusal takes the focus back.
 * @param {HTMLElement} card
 * @param {Part} [part]
 */
function loadLater(card, part) {
  const onAnswer = () => card === focusedCard() && load(card, part);
  document.addEventListener("htmx:finally:request", () => setTimeout(onAnswer), { once: true });
}

/**
 * Moves the focus to a part of a card's panel, once that is loaded.
 * @param {HTMLElement | undefined} card
 * @param {Part} part
 */
export function openPart(card, part) {
  const panel = /** @type {ClaimPanel | null | undefined} */ (card?.querySelector("claim-panel"));
  if (panel) panel.open(part);
  else if (card?.querySelector(".panel-loading")) card.dataset.opens = part;
  else if (card) load(card, part);
}

/** @param {number} number */
function rate(number) {
  const panel = /** @type {ClaimPanel | null | undefined} */ (focusedCard()?.querySelector("claim-panel"));
  if (panel) panel.rate(number);
  else openPart(focusedCard(), "review");
}

if (document.getElementById("cards")) {
  document.addEventListener("claim-focus", onFocus);
  bind("e", _("Add evidence to the claim"), () => openPart(focusedCard(), "evidence"));
  bind("p", _("Find evidence for the claim in captures"), () => openPart(focusedCard(), "finding"));
  bind("r", _("Rate the claim"), () => openPart(focusedCard(), "review"));
  for (let number = 1; number <= RATINGS; number += 1) {
    bind(String(number), _("Choose rating %(number)s", { number }), () => rate(number));
  }
}
