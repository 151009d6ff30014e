// @ts-check
/*
 * Keys in the forms about a claim: digits choose a rating where its row has the focus, letters a stance where one
 * doesn't type.
 */
import { closest, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";

const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select";

const run = bindIn("card", [
  ["1 2 3 4 5 6 7", _("Choose a rating; 1 to 3: the class of a new source"), (event) => chooseNumbered(event)],
  ["s", _("Stance: supports the claim"), (event) => chooseStance(event, "supports")],
  ["r", _("Stance: refutes the claim"), (event) => chooseStance(event, "refutes")],
  ["c", _("Stance: context"), (event) => chooseStance(event, "context")],
]);

document.addEventListener("keydown", run);

/**
 * Chooses the rating with this number, or in a form of evidence the class.
 * @param {KeyboardEvent} event
 */
function chooseNumbered(event) {
  const isRated = closest(event, "[name=rating]");
  const root = isRated ? closest(event, "claim-panel, .form") : formWithChoices(event);
  const radios = root ? radiosIn(root, isRated ? "rating" : "source_class") : [];
  pick(event, radios[Number(event.key) - 1]);
  if (radios.length) event.preventDefault(); // a digit that none of them has rates nothing elsewhere
}

/**
 * @param {KeyboardEvent} event anywhere in a form with stances but where one types
 * @param {string} stance
 */
function chooseStance(event, stance) {
  const passage = closest(event, ".found-passage");
  if (passage) return press(event, passage, stance);
  const form = formWithChoices(event);
  if (form) pick(event, radiosIn(form, "stance").find(({ value }) => value === stance));
}

/**
 * Attaches a found passage.
 * @param {KeyboardEvent} event
 * @param {Element} passage
 * @param {string} stance
 */
function press(event, passage, stance) {
  event.preventDefault();
  findAll(passage, `button[value="${stance}"]`)[0]?.click();
}

/**
 * The form in which a key isn't typed, nor chooses a rating.
 * @param {KeyboardEvent} event
 */
const formWithChoices = (event) => closest(event, `${TYPED}, [name=rating]`) ? null : closest(event, "form");

/**
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement | undefined} radio
 */
function pick(event, radio) {
  if (!radio) return;
  event.preventDefault();
  choose(radio);
}

/**
 * The radio buttons of a name, in their order.
 * @param {HTMLElement} root
 * @param {string} name
 */
export function radiosIn(root, name) {
  return /** @type {HTMLInputElement[]} */ (findAll(root, `input[name=${name}]`));
}

/** @param {HTMLInputElement} radio */
export function choose(radio) {
  radio.focus({ preventScroll: true });
  radio.click();
}
