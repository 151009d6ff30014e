// @ts-check
/* Where the form of a new claim is: beside the words that it is about. */

const EDGE_PX = 16; // between the form and the end of the window

/**
 * The form is at the height of the words, as far as it has room in the window.
 * @param {HTMLFormElement} form
 * @param {Element} box the <details> around it
 * @param {AbstractRange | undefined} words
 */
export function placeAt(form, box, words) {
  if (!(words instanceof Range)) return;
  const { bottom } = box.children[0].getBoundingClientRect();
  const lowest = innerHeight - form.offsetHeight - EDGE_PX - bottom;
  const below = Math.max(0, Math.min(words.getBoundingClientRect().top - bottom, lowest));
  form.style.setProperty("--below", `${Math.round(below)}px`);
}
