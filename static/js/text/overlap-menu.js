// @ts-check
import { cardOf } from "../margin/cards.js";
import { byId, closest, find, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";
import { bind } from "../page/shortcuts.js";
import { claimsAt, marksOf } from "./text-marks.js";

const GAP_PX = 6; // between the mark and the menu
const WIDTH_PX = 340; // of the menu, with its distance from the edge of the window

/**
 * <overlap-menu for="text">: lists the claims at words that have several, below the words clicked or, with the key `o`,
 * below those of the claim in focus. It closes by Escape, a choice, or a click elsewhere (Popover API).
 */
class OverlapMenu extends HTMLElement {
  connectedCallback() {
    this.popover = "auto";
    this.setAttribute("role", "menu");
    this.setAttribute("aria-label", _("Overlapping claims"));
    this.text = byId(this.getAttribute("for"));
    this.text.addEventListener("click", this.#onTextClick);
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("click", this.#choose);
    bind("o", _("Overlapping claims"), this.#openAtFocus);
  }

  disconnectedCallback() {
    this.text?.removeEventListener("click", this.#onTextClick);
  }

  /** @param {MouseEvent} event */
  #onTextClick = (event) => {
    const mark = closest(event, "mark");
    if (mark && document.getSelection()?.isCollapsed) this.#open(mark);
  };

  #openAtFocus = () => {
    const [card] = findAll(document, "#cards .focused");
    const marks = card ? marksOf(card.dataset.claim) : [];
    const [deepest] = marks.toSorted((one, other) => claimsAt(other).length - claimsAt(one).length);
    if (!deepest) return;
    deepest.scrollIntoView({ block: "nearest" });
    if (this.#open(deepest)) find(this, "button").focus();
  };

  /**
   * Whether the menu was opened: not for a single claim.
   * @param {Element} mark
   */
  #open(mark) {
    const claims = claimsAt(mark);
    const box = [...mark.getClientRects()].at(-1);
    if (claims.length < 2 || !box) return false;
    this.replaceChildren(...claims.map(entry));
    this.style.setProperty("--at", `${box.bottom + GAP_PX}px`);
    this.style.setProperty("--along", `${Math.min(box.left, window.innerWidth - WIDTH_PX)}px`);
    this.showPopover();
    return true;
  }

  #onKey = bindIn("menus", [
    ["ArrowDown", _("Next entry"), (event) => this.#move(event, 1)],
    ["ArrowUp", _("Previous entry"), (event) => this.#move(event, -1)],
  ]);

  #move(/** @type {KeyboardEvent} */ event, /** @type {1 | -1} */ step) {
    event.preventDefault();
    const buttons = findAll(this, "button");
    const index = buttons.findIndex((button) => button === document.activeElement);
    buttons[(index + step + buttons.length) % buttons.length].focus();
  }

  /** @param {MouseEvent} event */
  #choose = (event) => {
    const button = closest(event, "button");
    if (!button) return;
    event.stopPropagation(); // a click outside the cards takes the focus from the claim
    this.hidePopover();
    cardOf(button.dataset.claim)?.focus({ preventScroll: true });
  };
}

/**
 * A line of the menu: what the claim says, and its state or rating, as on its card.
 * @param {string} claim its number
 */
function entry(claim) {
  const card = cardOf(claim);
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("role", "menuitem");
  button.dataset.claim = claim;
  const chip = card?.querySelector("[data-rating].rating, [data-state].state")?.cloneNode(true);
  const title = document.createElement("span");
  title.dir = "auto";
  title.textContent = card ? find(card, ".card-title").textContent : _("Claim %(claim)s", { claim });
  button.append(title, ...(chip ? [chip] : []));
  return button;
}

customElements.define("overlap-menu", OverlapMenu);
