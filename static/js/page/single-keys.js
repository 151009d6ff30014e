// @ts-check
/* Whether single keys act: a setting of the account, which the server puts on the element `html`. */

/** Whether this person has switched single keys off. */
export const areSingleKeysOff = () => document.documentElement.dataset.singleKeys === "off";

/**
 * Switches them on this page; the form around the switch stores it.
 * @param {boolean} isOn
 */
export function switchSingleKeys(isOn) {
  if (isOn) delete document.documentElement.dataset.singleKeys;
  else document.documentElement.dataset.singleKeys = "off";
}
