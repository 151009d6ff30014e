// @ts-check
/*
 * An htmx extension that applies the changes of others to the page without changing what the reader is using. It adds
 * swap styles: `live-block` changes a block of text and `live-region` morphs a region around it, both once the reader
 * lets go of it; `live-card` inserts a card or changes it in place; `live-remove` removes one.
 */
import { byId, findAll } from "../page/dom.js";
import { changeBlock, waiting } from "../text/block-swap.js";
import { paint } from "../text/claim-paint.js";
import { putCard, removeCard } from "./live-cards.js";
import { isHeld, watchReader } from "./reader-hold.js";

/** @type {HtmxApi} */
let api;
let hasChanged = false; // since the page got the event

/** @type {HtmxExtension} */
const extension = {
  init: (htmxApi) => (api = htmxApi),
  handle_swap(style, target, fragment, { after }) {
    const fresh = /** @type {HTMLElement} */ (fragment.firstElementChild);
    if (style === "live-block" || style === "live-region") waiting.set(target, fresh);
    else if (style === "live-card") putCard(fresh, after, api.morph);
    else if (style === "live-remove") removeCard(target);
    else return false;
    hasChanged ||= style === "live-card" || style === "live-remove";
    return [];
  },
  htmx_after_swap: () => release(),
};

/** Applies what the reader isn't using; then the cards find their heights, and the claim in focus is painted again. */
function release() {
  for (const [element, fresh] of waiting) {
    if (element.isConnected && isHeld(element)) continue;
    waiting.delete(element);
    if (!element.isConnected) continue; // a write of this page has replaced it meanwhile
    hasChanged = true;
    if (element.matches("[data-live]")) morphRegion(element, fresh);
    else changeBlock(element, fresh);
  }
  if (!hasChanged) return;
  hasChanged = false;
  document.dispatchEvent(new CustomEvent("live-applied"));
  const [focused] = findAll(document, "#cards .card.focused");
  if (focused) paint(focused.dataset.claim);
}

/**
 * Changes a region while the text stays where the reader sees it: the page is scrolled by as much as the text moves,
 * and a gap is left where it can't be scrolled.
 * @param {HTMLElement} region
 * @param {HTMLElement} fresh
 */
function morphRegion(region, fresh) {
  const text = byId("text");
  const top = () => text.getBoundingClientRect().top;
  const before = top();
  const fragment = document.createDocumentFragment();
  const { lang, dir } = fresh.dataset;
  fragment.append(fresh);
  api.morph(region, fragment, false);
  scrollBy({ top: top() - before, behavior: "instant" });
  const gap = before - top();
  const { style } = /** @type {HTMLElement} */ (text.parentElement);
  if (gap > 0) style.paddingBlockStart = `${gap + (parseFloat(style.paddingBlockStart) || 0)}px`;
  if (lang) Object.assign(text, { lang, dir });
}

if (document.querySelector("live-changes")) {
  htmx.registerExtension("live-apply", extension);
  watchReader(release);
}
