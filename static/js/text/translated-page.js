// @ts-check
/* Pages that the browser or an extension has translated: the words on screen aren't those of the article. */
import { _ } from "../page/i18n.js";
import { codePoints } from "./text-offset.js";
import { selectedRanges } from "./text-selection.js";

const SEPARATOR_LENGTH = 2; // code points between two blocks of the stored text

/**
 * The selected words; none if the blocks in which they start or end contain other words than the server sent.
 * @param {HTMLElement} text
 */
export function originalRanges(text) {
  const ranges = selectedRanges(text);
  const ends = ranges.flatMap((range) => [range.startContainer, range.endContainer]);
  const blocks = ends.map((node) => node.parentElement?.closest(".block"));
  return blocks.some((block) => block instanceof HTMLElement && isChanged(text, block)) ? [] : ranges;
}

/**
 * @param {HTMLElement} text
 * @param {HTMLElement} block
 */
function isChanged(text, block) {
  if (block.querySelector("font")) return true; // Chrome and Edge put it around translated words
  const next = nextBlock(text, block);
  const end = next ? Number(next.dataset.offset) - SEPARATOR_LENGTH : Number(text.dataset.length);
  return codePoints(block.textContent ?? "") !== end - Number(block.dataset.offset);
}

/**
 * The next block. It may be the first of a list, or follow the list that this one ends.
 * @param {HTMLElement} text
 * @param {HTMLElement} block
 * @returns {HTMLElement | null | undefined}
 */
function nextBlock(text, block) {
  const list = block.parentElement;
  const next = block.nextElementSibling ?? (list === text ? null : list?.nextElementSibling);
  return next instanceof HTMLElement && next.matches(".block") ? next : next?.querySelector(".block");
}

/**
 * What the bar for selected words shows instead of its buttons: the problem and two ways to continue.
 * @param {string} sentencesUrl
 */
export function translationNotice(sentencesUrl) {
  const notice = document.createElement("p");
  notice.hidden = true;
  notice.className = "translation-notice";
  notice.append(
    _("Your browser has translated this text. Show the original to select text, or select whole sentences."),
    " ",
    Object.assign(document.createElement("a"), { href: sentencesUrl, textContent: _("Select sentences") }),
  );
  return notice;
}
