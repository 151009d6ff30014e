// @ts-check
import { _ } from "./i18n.js";

/** @typedef {"info" | "success" | "undoable" | "warning" | "error" | "news"} Kind */

const TOAST_MS = 6000;
const STACK_GAP_PX = 8;
const BRIEF = '.notice:is([data-kind="success"], [data-brief]):not([data-passes])';

/** The polite live region of the page. Its content is read out without moving the focus. */
const region = () => document.getElementById("notices");

/**
 * Shows a notice in place of the last one that a script has shown.
 * @param {string | Element} content text, or an element whose children are shown
 * @param {Kind} [kind]
 * @param {boolean} [isBrief] whether it passes, since something else on the page goes on saying it
 */
export function announce(content, kind = "info", isBrief = false) {
  clearAnnouncement();
  const box = notice(content, kind);
  box.toggleAttribute("data-brief", isBrief);
  region()?.append(box);
}

/**
 * Reads out what everybody else sees, such as the selected words.
 * @param {string} textContent
 * @param {HTMLElement} [source] has its language and direction
 */
export function readOut(textContent, { lang, dir } = document.documentElement) {
  clearAnnouncement();
  const spoken = Object.assign(document.createElement("p"), { className: "visually-hidden", textContent, lang, dir });
  region()?.append(spoken);
}

/** Removes what a script has shown or read out. */
export function clearAnnouncement() {
  region()?.querySelectorAll("[data-by-script], .visually-hidden").forEach((old) => old.remove());
}

/**
 * @param {string | Element} content
 * @param {Kind} kind
 */
function notice(content, kind) {
  const box = document.createElement("div");
  box.className = "notice";
  box.dataset.kind = kind === "undoable" ? "success" : kind;
  box.toggleAttribute("data-undoable", kind === "undoable");
  box.dataset.byScript = "";
  if (typeof content === "string") {
    const paragraph = document.createElement("p");
    paragraph.textContent = content;
    box.append(paragraph);
  } else {
    box.append(...content.childNodes);
  }
  box.append(closeButton(box));
  return box;
}

/** One's own acts are shown a moment, with the way to undo those that can be; the rest stays until it is closed. */
function onShown() {
  for (const box of region()?.querySelectorAll(BRIEF) ?? []) {
    box.setAttribute("data-passes", "");
    setTimeout(() => box.remove(), TOAST_MS);
    const undo = box.hasAttribute("data-undoable") && document.querySelector('[data-steps="back"]');
    if (undo instanceof HTMLElement) box.append(undoButton(undo));
  }
  stack();
}

/** Notices at the lower edge are stacked, the newest nearest to it; above them, where the article repeats a claim. */
function stack() {
  const notices = [...(region()?.children ?? [])].reverse();
  const others = document.querySelectorAll(".repeats:has(> details)");
  const boxes = [...notices, ...others].map((box) => /** @type {HTMLElement} */ (box));
  const floating = boxes.length > 1 ? boxes.filter((box) => getComputedStyle(box).position === "fixed") : boxes;
  const heights = floating.length > 1 ? floating.map((box) => box.offsetHeight) : [0];
  let below = 0;
  for (const [index, box] of floating.entries()) {
    box.style.setProperty("--below", `${below}px`);
    below += heights[index] + STACK_GAP_PX;
  }
}

/** @param {HTMLElement} undo the button of the menu */
function undoButton(undo) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.kind = "quiet";
  button.textContent = _("Undo");
  button.addEventListener("click", () => undo.click());
  return button;
}

const shownNow = region();
if (shownNow) new MutationObserver(onShown).observe(shownNow, { childList: true });
onShown();

/** @param {HTMLElement} box */
function closeButton(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.kind = "quiet";
  button.textContent = _("Close");
  button.addEventListener("click", () => box.remove());
  return button;
}

/**
 * The notice in a response of the server; null if it sent something else.
 * @param {HtmxContext} ctx
 */
export function noticeIn(ctx) {
  return new DOMParser().parseFromString(ctx.text ?? "", "text/html").querySelector(".notice");
}
