// @ts-check
/*
 * Evidence is put into order by pointer, too: a handle at each piece drags it to a place in its list or column, by
 * mouse, pen or finger. It sends the form of its buttons “Move up” and “Move down”, which keyboards use.
 */
import { closest, findAll } from "../page/dom.js";

const EDGE_PX = 48; // of the window, at which it scrolls
const SCROLL_PX = 12; // for each movement there

/** @typedef {{ piece: HTMLElement, isAfter: boolean }} Place beside another piece */

/** @type {{ piece: HTMLElement, place: Place | null } | null} */ let drag = null;

/** @param {HTMLElement} piece */
const moveForm = (piece) => /** @type {HTMLFormElement | null} */ (piece.querySelector("form[action$='/move']"));

/** @param {HTMLElement} piece */
const idOf = (piece) => moveForm(piece)?.getAttribute("action")?.split("/").at(-2) ?? "";

/**
 * Where a piece would go at a height of the window; null where it is.
 * @param {HTMLElement} piece
 * @param {number} y
 * @returns {Place | null}
 */
function placeAt(piece, y) {
  const pieces = findAll(/** @type {Element} */ (piece.parentElement), ":scope > .evidence");
  const others = pieces.filter((other) => other !== piece);
  const next = others.find((other) => y < middleOf(other));
  const place = next ? { piece: next, isAfter: false } : { piece: others[others.length - 1], isAfter: true };
  const index = pieces.indexOf(piece);
  const isHere = next ? pieces[index + 1] === next : index === pieces.length - 1;
  return isHere ? null : place;
}

/** @param {HTMLElement} piece */
function middleOf(piece) {
  const { top, height } = piece.getBoundingClientRect();
  return top + height / 2;
}

/** @param {PointerEvent} event */
function onDown(event) {
  const handle = closest(event, ".drag-handle");
  const piece = /** @type {HTMLElement | null | undefined} */ (handle?.closest(".evidence"));
  if (!handle || !piece || event.button !== 0) return;
  event.preventDefault();
  handle.setPointerCapture(event.pointerId);
  drag = { piece, place: null };
  piece.dataset.dragged = "";
}

/** @param {PointerEvent} event */
function onMove({ clientY }) {
  if (!drag) return;
  const step = clientY < EDGE_PX ? -SCROLL_PX : clientY > innerHeight - EDGE_PX ? SCROLL_PX : 0;
  if (step) scrollBy({ top: step, behavior: "instant" });
  drag.place = placeAt(drag.piece, clientY);
  showPlace(drag.place);
}

/** @param {Place | null} place */
function showPlace(place) {
  for (const piece of findAll(document, "[data-drop]")) if (piece !== place?.piece) delete piece.dataset.drop;
  if (place) place.piece.dataset.drop = place.isAfter ? "after" : "before";
}

/** @param {Event} event */
function onEnd({ type }) {
  if (!drag) return;
  const { piece, place } = drag;
  drag = null;
  delete piece.dataset.dragged;
  showPlace(null);
  if (place && type === "pointerup") send(piece, place);
}

/**
 * @param {HTMLElement} piece
 * @param {Place} place
 */
function send(piece, place) {
  const form = moveForm(piece);
  const field = form?.querySelector("[name=before], [name=after]");
  if (!form || !(field instanceof HTMLInputElement)) return;
  field.name = place.isAfter ? "after" : "before";
  field.value = idOf(place.piece);
  form.requestSubmit();
}

document.addEventListener("pointerdown", onDown);
document.addEventListener("pointermove", onMove);
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, onEnd);
