// @ts-check
import { _ } from "../page/i18n.js";

/** @typedef {[label: string, act: (event: Event) => void, name?: string]} Act a button; its name is a data attribute */

const EDGE_PX = 8; // space that stays free around the bar

/**
 * A small bar of buttons that is shown below selected words.
 * @param {Act[]} acts
 */
export function makeBar(acts) {
  const bar = document.createElement("div");
  bar.className = "selection-bar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", _("Selected text"));
  bar.hidden = true;
  for (const [label, act, name] of acts) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    if (name) button.dataset[name] = "";
    button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    button.addEventListener("click", act);
    bar.append(button);
  }
  return bar;
}

/**
 * Shows the bar below a range, or hides it if the range has no words.
 * @param {HTMLElement} bar
 * @param {Range | undefined} range
 */
export function placeBar(bar, range) {
  bar.hidden = !range?.toString().trim();
  if (bar.hidden || !range) return;
  const box = range.getBoundingClientRect();
  const isInView = box.top < window.innerHeight;
  const lowest = isInView ? window.innerHeight - bar.offsetHeight - EDGE_PX : Infinity;
  const rightmost = document.documentElement.clientWidth - bar.offsetWidth - EDGE_PX;
  const left = document.dir === "rtl" ? box.right - bar.offsetWidth : box.left;
  placeAt(bar, {
    top: Math.max(box.top, Math.min(box.bottom + EDGE_PX, lowest)),
    left: Math.max(EDGE_PX, Math.min(left, rightmost)),
  });
}

/**
 * Places an element at a point of the window, in the page or in a part of it with a scrollbar of its own.
 * @param {HTMLElement} element
 * @param {{ top: number, left: number }} point
 */
export function placeAt({ style, offsetParent }, { top, left }) {
  const isPage = !offsetParent || offsetParent === document.body;
  const origin = isPage ? { top: -window.scrollY, left: -window.scrollX } : offsetParent.getBoundingClientRect();
  style.setProperty("--at", `${top - origin.top}px`);
  style.setProperty("--along", `${left - origin.left}px`);
}
