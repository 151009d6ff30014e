// @ts-check
/**
 * <file-drop> around a file field: files dropped anywhere on the page are chosen in the field, which works without this
 * by its button, and by dropping on it. On a page without one, files dropped beside a file field do nothing: browsers
 * would open them in place of the page, and what was typed would be gone.
 */
import { closest } from "../page/dom.js";

/** @returns {HTMLElement | null} the page's place for files */
const place = () => document.querySelector("file-drop");

/**
 * Whether files are dragged to where the browser knows nothing better than to open them.
 * @param {DragEvent} event
 */
const isBeside = (event) => event.dataTransfer?.types.includes("Files") && !closest(event, "input[type=file]");

/** @param {DragEvent} event */
function onDragOver(event) {
  if (!event.dataTransfer || !isBeside(event)) return;
  event.preventDefault();
  const target = place();
  if (target) target.dataset.over = "";
  else event.dataTransfer.dropEffect = "none";
}

/** @param {DragEvent} event */
function onDrop(event) {
  delete place()?.dataset.over;
  if (!event.dataTransfer || !isBeside(event)) return;
  event.preventDefault();
  const field = place()?.querySelector("input");
  if (!field || !event.dataTransfer.files.length) return;
  field.files = event.dataTransfer.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}

document.addEventListener("dragover", onDragOver);
document.addEventListener("dragleave", () => delete place()?.dataset.over);
document.addEventListener("drop", onDrop);
