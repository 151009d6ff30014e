/* Which of our keys was pressed, on any keyboard layout (W3C UI Events: `key` is the character, `code` the place). */

const COMPOSED = new Set(["Dead", "Process", "Unidentified"]);
const SAME = { "؟": "?", "՞": "?" }; // question marks of Arabic and Armenian keyboards
const SIGNS = new Set(["?", "/"]); // on some layouts typed with AltGr
const LATIN_LETTER = /^[a-z]$/i;
const NAMED = /^[A-Z][A-Za-z0-9]+$/; // "Enter", "ArrowLeft"
const FOREIGN = /^(?!\p{Script=Latin})[\p{L}\p{M}]/u; // a letter or vowel sign of another script

/**
 * The name of the key that a keydown event is for, as shortcuts are bound: `u`, `U` with Shift whatever Caps Lock says,
 * `?`, `Enter`. Where the layout types no Latin letters, the letter in the same place of a Latin keyboard. Empty while
 * text is being composed (also keyCode 229), and with Ctrl, Alt, AltGr or Meta.
 */
export function nameOf(event) {
  if (!event.key || event.isComposing || event.keyCode === 229 || COMPOSED.has(event.key)) return "";
  const name = layoutName(event);
  if (event.getModifierState("AltGraph")) return SIGNS.has(name) ? name : "";
  return event.ctrlKey || event.metaKey || event.altKey ? "" : name;
}

function layoutName({ key, code, shiftKey }) {
  if (NAMED.test(key)) return key;
  const sign = SAME[key] ?? key.normalize("NFKC"); // full-width letters and signs
  const letter = LATIN_LETTER.test(sign) ? sign : FOREIGN.test(sign) && /^Key([A-Z])$/.exec(code)?.[1];
  if (!letter) return sign;
  return shiftKey ? letter.toUpperCase() : letter.toLowerCase();
}
