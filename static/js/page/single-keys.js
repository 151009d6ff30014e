// @ts-check
/* Whether single letters are keys: people who dictate, or press keys by accident, switch them off (WCAG 2.1.4). */

const STORAGE_KEY = "factcheck.single-keys-off";

/** Whether this person has switched single keys off. */
export const areSingleKeysOff = () => localStorage.getItem(STORAGE_KEY) === "yes";

/** @param {boolean} isOn */
export const switchSingleKeys = (isOn) => localStorage.setItem(STORAGE_KEY, isOn ? "no" : "yes");
