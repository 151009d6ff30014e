// @ts-check
/* Menus that are `<details>`: Escape, a click beside them and leaving them by Tab close them. */
import { closest, find, findAll } from "./dom.js";
import { _ } from "./i18n.js";
import { bindIn } from "./local-keys.js";

const OPEN = "details.menu[open]";

/** @param {(menu: HTMLElement) => boolean} isMeant */
function close(isMeant) {
  for (const menu of findAll(document, OPEN)) if (isMeant(menu)) menu.removeAttribute("open");
}

/** @param {KeyboardEvent} event */
function leave(event) {
  const menu = closest(event, OPEN);
  if (!menu) return;
  event.stopPropagation(); // the claim in focus stays
  menu.removeAttribute("open");
  find(menu, "summary").focus();
}

/** @param {Event} event */
function onElsewhere({ target }) {
  close((menu) => !menu.hasAttribute("data-stays") && target instanceof Node && !menu.contains(target));
}

const onKey = bindIn("menus", [["Escape", _("Close"), leave]]);
document.addEventListener("keydown", onKey, { capture: true });
document.addEventListener("pointerdown", onElsewhere);
document.addEventListener("focusin", onElsewhere);
