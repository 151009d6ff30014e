// @ts-check
import { markAt } from "../text/text-marks.js";
import { GAP_PX } from "./card-layout.js";

/** @typedef {{ card: HTMLElement, name: string, place: string, top: number }} Mention px below the column’s top */

const HEIGHT_PX = 28;
const ROOM_PX = 6; // free above and below

/**
 * One line beside each further mention of a claim, which leads to the claim's card. Cards never make room for it: where
 * there is none, it is left out. Screen readers have the number of the claim in the text.
 */
export class GhostCards {
  /** @type {Map<string, HTMLAnchorElement>} */ #shown = new Map();

  /** @param {HTMLElement} column */
  constructor(column) {
    this.column = column;
  }

  /**
   * Where the further mentions of claims are, from top to bottom. It is measured before anything is written.
   * @param {number} columnTop in the window, in px
   * @param {import("./card-sizes.js").SizedCard[]} cards
   * @returns {Mention[]}
   */
  measure(columnTop, cards) {
    const mentions = [];
    for (const { card, further } of cards) {
      for (const [start, end] of further) {
        const mark = markAt(start, end);
        if (!mark) continue;
        const top = Math.round(mark.getBoundingClientRect().top - columnTop) - GAP_PX;
        mentions.push({ card, name: `${card.dataset.claim} ${start}`, place: `${start}-${end}`, top });
      }
    }
    return mentions.sort((one, other) => one.top - other.top);
  }

  /**
   * Shows those that have room between the cards.
   * @param {Mention[]} mentions
   * @param {import("./margin-slide.js").PlacedCard[]} placed from top to bottom
   */
  place(mentions, placed) {
    const gone = new Map(this.#shown);
    let next = 0; // the first card that ends below a mention
    let bottom = 0; // of the ghost card before
    for (const mention of mentions) {
      while (placed[next] && placed[next].top + placed[next].height + ROOM_PX <= mention.top) next += 1;
      const isFree = !placed[next] || mention.top + HEIGHT_PX + ROOM_PX <= placed[next].top;
      if (!isFree || mention.top < bottom) continue;
      bottom = mention.top + HEIGHT_PX + ROOM_PX;
      gone.delete(mention.name);
      this.#show(mention);
    }
    for (const [name, ghost] of gone) {
      this.#shown.delete(name);
      ghost.remove();
    }
  }

  /** @param {Mention} mention */
  #show({ card, name, place, top }) {
    let ghost = this.#shown.get(name);
    if (!ghost?.isConnected) {
      ghost = ghostOf(card);
      this.#shown.set(name, ghost);
      this.column.append(ghost);
    }
    ghost.dataset.place = place;
    if (ghost.dataset.top === String(top)) return;
    ghost.dataset.top = String(top);
    ghost.style.setProperty("--top", `${top}px`);
  }
}

/** @param {HTMLElement} card */
function ghostOf(card) {
  const ghost = document.createElement("a");
  ghost.className = "ghost-card";
  ghost.href = `#${card.id}`;
  ghost.tabIndex = -1;
  ghost.ariaHidden = "true";
  ghost.dir = "auto";
  ghost.dataset.number = card.dataset.claim;
  ghost.textContent = card.querySelector(".card-title")?.textContent ?? "";
  return ghost;
}
