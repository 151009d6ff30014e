import { bind } from "../page/shortcuts.js";
import { claimsAt, marksOf } from "./text-marks.js";
import { _ } from "../page/i18n.js";

/**
 * <overlap-menu for="text">: words of several claims offer a list of them, below the click or, by key `o`, below the
 * words of the claim in focus. The list closes by Escape, by choosing, or by pressing elsewhere (Popover API).
 */
class OverlapMenu extends HTMLElement {
  connectedCallback() {
    this.popover = "auto";
    this.setAttribute("role", "menu");
    this.setAttribute("aria-label", _("Overlapping claims"));
    this.text = document.getElementById(this.getAttribute("for"));
    this.text.addEventListener("click", this.#onClick);
    this.addEventListener("keydown", this.#onKey);
    this.addEventListener("click", this.#choose);
    bind("o", _("Overlapping claims"), this.#openInFocus);
  }

  disconnectedCallback() {
    this.text.removeEventListener("click", this.#onClick);
  }

  #onClick = ({ target }) => {
    const mark = target.closest("mark");
    if (mark && document.getSelection().isCollapsed) this.#open(mark);
  };

  #openInFocus = () => {
    const claim = document.querySelector("#cards .focused")?.dataset.claim;
    const marks = claim ? marksOf(claim) : [];
    const deepest = marks.toSorted((one, other) => claimsAt(other).length - claimsAt(one).length)[0];
    if (!deepest) return;
    deepest.scrollIntoView({ block: "nearest" });
    this.#open(deepest);
    this.querySelector("button")?.focus();
  };

  #open(mark) {
    const claims = claimsAt(mark);
    if (claims.length < 2) return;
    this.replaceChildren(...claims.map(entry));
    const place = [...mark.getClientRects()].at(-1);
    this.style.setProperty("--at", `${place.bottom + 6}px`);
    this.style.setProperty("--along", `${Math.min(place.left, window.innerWidth - 340)}px`);
    this.showPopover();
  }

  #onKey = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...this.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length].focus();
  };

  #choose = (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    event.stopPropagation(); // a click beside the cards lets go of the one in focus
    this.hidePopover();
    document.getElementById(`claim-${button.dataset.claim}`)?.focus({ preventScroll: true });
  };
}

/** A line of the list: the claim's number, what it says, and its state or rating, as its card has them. */
function entry(claim) {
  const card = document.getElementById(`claim-${claim}`);
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("role", "menuitem");
  button.dataset.claim = claim;
  const chip = card?.querySelector("[data-rating].rating, [data-state].state")?.cloneNode(true);
  const title = document.createElement("span");
  title.dir = "auto";
  title.textContent = card?.querySelector(".card-title").textContent ?? _("Claim %(claim)s", { claim });
  button.append(title, ...(chip ? [chip] : []));
  return button;
}

customElements.define("overlap-menu", OverlapMenu);
