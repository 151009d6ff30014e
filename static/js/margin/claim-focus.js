/* A claim in focus: its words and its card are shown together; j and k walk, a click on words opens, Escape closes. */
import { bind } from "../page/shortcuts.js";
import { claimsAt, marksOf } from "../text/text-marks.js";
import { _ } from "../page/i18n.js";

const NARROW = matchMedia("(max-width: 1023px)");
const cards = () => [...document.querySelectorAll("#cards .card:not([hidden])")];
const inFocus = () => document.querySelector("#cards .card.focused");

/** Marks a card and its words, and tells the page so (`claim-focus`); on a narrow window the card comes up as a sheet. Null lets go. */
function show(card) {
  for (const other of document.querySelectorAll("#cards .focused")) {
    other.classList.remove("focused");
    other.removeAttribute("data-sheet");
  }
  card?.classList.add("focused");
  card?.toggleAttribute("data-sheet", NARROW.matches);
  paint(card?.dataset.claim);
  document.dispatchEvent(new CustomEvent("claim-focus", { detail: card }));
}

/** Paints the words of a claim, in place of what was painted before. */
export function paint(claim) {
  for (const link of document.querySelectorAll("#text a.ref.focused")) link.classList.remove("focused");
  for (const link of claim ? document.querySelectorAll(`#text a.ref[data-number="${claim}"]`) : []) {
    link.classList.add("focused");
  }
  if (!CSS.highlights) return;
  CSS.highlights.delete("focus");
  if (!claim) return;
  CSS.highlights.set("focus", new Highlight(...marksOf(claim).map(rangeOf)));
}

/** The range of all that an element holds. */
export function rangeOf(element) {
  const range = new Range();
  range.selectNodeContents(element);
  return range;
}

function walk(step) {
  const all = cards();
  const at = all.indexOf(inFocus());
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus({ preventScroll: true });
}

/** The claims of the words clicked, one after another: a second click shows what lies below. */
function onWords(mark) {
  const claims = claimsAt(mark);
  const next = (claims.indexOf(inFocus()?.dataset.claim) + 1) % claims.length;
  document.getElementById(`claim-${claims[next]}`)?.focus({ preventScroll: true });
}

if (document.getElementById("cards")) {
  bind("j", _("Next claim"), () => walk(1));
  bind("k", _("Previous claim"), () => walk(-1));
  document.addEventListener("focusin", ({ target }) => {
    const card = target.closest("#cards .card");
    if (card) show(card);
    else if (!target.closest("#text")) show(null);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") show(null);
    if (event.key === "Enter" && event.target.matches?.("#cards .card")) event.target.querySelector("a").click();
  });
  document.addEventListener("click", ({ target }) => {
    const mark = target.closest("#text mark");
    const reference = target.closest("#text a.ref");
    if (mark && document.getSelection().isCollapsed) onWords(mark);
    else if (reference) document.getElementById(`claim-${reference.dataset.number}`)?.focus({ preventScroll: true });
    else if (!target.closest(".card")) show(null);
  });
  const asked = location.hash.startsWith("#claim-") && document.getElementById(location.hash.slice(1));
  if (asked) requestAnimationFrame(() => asked.focus({ preventScroll: true }));
}
