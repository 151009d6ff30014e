// @ts-check
/*
 * Keys in the forms about a claim: digits choose a rating where its row has the focus, letters a stance where one
 * doesn't type, and Ctrl+Enter sends a claim, a review or evidence.
 */
import { closest, find, findAll } from "../page/dom.js";
import { _ } from "../page/i18n.js";
import { bindIn } from "../page/local-keys.js";

const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select";

const run = bindIn("card", [
  ["Ctrl+Enter", _("Send the form"), send],
  ["1 2 3 4 5 6 7", _("Choose a rating"), (event) => chooseRating(event, Number(event.key) - 1)],
  ["s", _("Stance: supports the claim"), (event) => chooseStance(event, "supports")],
  ["r", _("Stance: refutes the claim"), (event) => chooseStance(event, "refutes")],
  ["c", _("Stance: context"), (event) => chooseStance(event, "context")],
]);

document.addEventListener("keydown", run);

/**
 * @param {KeyboardEvent} event at one of the radio buttons for ratings
 * @param {number} index
 */
function chooseRating(event, index) {
  const { target } = event;
  const root = closest(event, "claim-panel, .form");
  if (!root || !(target instanceof HTMLInputElement) || target.name !== "rating") return;
  pick(event, radiosIn(root, "rating")[index]);
}

/**
 * @param {KeyboardEvent} event anywhere in a form with stances but where one types
 * @param {string} stance
 */
function chooseStance(event, stance) {
  const form = closest(event, "form");
  if (!form || closest(event, `${TYPED}, [name=rating]`)) return;
  pick(event, radiosIn(form, "stance").find(({ value }) => value === stance));
}

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

/** @param {KeyboardEvent} event */
function send(event) {
  const form = closest(event, "claim-panel form, .review-form, .evidence-form, .claim-form");
  if (!form) return;
  event.preventDefault();
  /** @type {HTMLFormElement} */ (form).requestSubmit(find(form, "button[data-kind=primary]"));
}
