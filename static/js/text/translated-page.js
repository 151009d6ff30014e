/* Pages that the browser, or an extension, has translated: the words on screen are not those of the article. */
import { codePoints } from "./text-offset.js";
import { _ } from "../page/i18n.js";

const SEPARATOR = 2; // code points between two blocks of the stored text

/** Whether the blocks in which a range begins and ends hold other words than the server sent. */
export function isTranslated(text, range) {
  return [range.startContainer, range.endContainer].some((node) =>
    isChanged(text, node.parentElement.closest(".block"))
  );
}

function isChanged(text, block) {
  if (block.querySelector("font")) return true; // what Chrome and Edge put around translated words; we never send it
  const next = blockAfter(text, block);
  const end = next ? Number(next.dataset.offset) - SEPARATOR : Number(text.dataset.length);
  return codePoints(block.textContent) !== end - Number(block.dataset.offset);
}

/** The next block, which may be the first of a list, or stand behind the list that this one ends. */
function blockAfter(text, block) {
  const next = block.nextElementSibling ??
    (block.parentElement === text ? null : block.parentElement.nextElementSibling);
  return next?.matches(".block") ? next : next?.querySelector(".block");
}

/** What the bar for selected words says instead of its acts: what is wrong, and two ways to go on. */
export function translationNotice(sentencesUrl) {
  const words = document.createElement("p");
  words.hidden = true;
  words.className = "translation-notice";
  words.append(
    _("Your browser has translated this text. Show the original to select text, or select whole sentences."),
    " ",
    Object.assign(document.createElement("a"), { href: sentencesUrl, textContent: _("Select sentences") }),
  );
  return words;
}
