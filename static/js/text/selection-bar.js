import { _ } from "../page/i18n.js";

const EDGE = 8; // px that stay free beside the bar

/** A small bar of acts that stands below selected words; `acts` are words, what a press does, and maybe a name. */
export function makeBar(acts) {
  const bar = document.createElement("div");
  bar.className = "selection-bar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", _("Selected text"));
  bar.hidden = true;
  for (const [words, act, name] of acts) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words;
    if (name) button.dataset[name] = "";
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", act);
    bar.append(button);
  }
  return bar;
}

/** Shows the bar below a range, or hides it where there are no words. */
export function placeBar(bar, range) {
  bar.hidden = !range?.toString().trim();
  if (bar.hidden) return;
  const place = range.getBoundingClientRect();
  const lowest = place.top < window.innerHeight ? window.innerHeight - bar.offsetHeight - EDGE : Infinity; // in sight, if the words are
  bar.style.setProperty("--at", `${Math.max(place.top, Math.min(place.bottom + EDGE, lowest)) + window.scrollY}px`);
  const most = document.documentElement.clientWidth - bar.offsetWidth - EDGE;
  const wanted = document.dir === "rtl" ? place.right - bar.offsetWidth : place.left;
  bar.style.setProperty("--along", `${Math.max(EDGE, Math.min(wanted, most)) + window.scrollX}px`);
}
