// @ts-check
/* Which key was pressed, on any keyboard layout (W3C UI Events: `key` is the character, `code` the position). */

const COMPOSING_KEYS = new Set(["Dead", "Process", "Unidentified"]);
const COMPOSING_KEY_CODE = 229;
/** @type {Record<string, string>} */
const QUESTION_MARKS = { "؟": "?", "՞": "?" }; // Arabic and Armenian
const ALTGR_CHARACTERS = new Set(["?", "/"]); // some layouts need AltGr for them
const LATIN_LETTER = /^[a-z]$/i;
const NAMED_KEY = /^[A-Z][A-Za-z0-9]+$/; // "Enter", "ArrowLeft"
const OTHER_LETTER = /^(?!\p{Script=Latin})[\p{L}\p{M}]/u; // a letter or vowel sign of another script

/**
 * The name under which shortcuts are bound to the key of a keydown event: `u`; `U` with Shift, regardless of Caps Lock;
 * `?`; `Enter`. If the layout types no Latin letters, the letter at the same position of a Latin keyboard. Empty during
 * text composition, and with Ctrl, Alt, AltGr or Meta.
 * @param {KeyboardEvent} event
 */
export function keyName(event) {
  const { key, isComposing, keyCode } = event;
  if (!key || isComposing || keyCode === COMPOSING_KEY_CODE || COMPOSING_KEYS.has(key)) return "";
  const name = layoutName(event);
  if (event.getModifierState("AltGraph")) return ALTGR_CHARACTERS.has(name) ? name : "";
  return event.ctrlKey || event.metaKey || event.altKey ? "" : name;
}

/** @param {KeyboardEvent} event */
function layoutName({ key, code, shiftKey }) {
  if (NAMED_KEY.test(key)) return key;
  const character = QUESTION_MARKS[key] ?? key.normalize("NFKC"); // full-width letters and signs
  const letter = LATIN_LETTER.test(character)
    ? character
    : OTHER_LETTER.test(character) && /^Key([A-Z])$/.exec(code)?.[1];
  if (!letter) return character;
  return shiftKey ? letter.toUpperCase() : letter.toLowerCase();
}
