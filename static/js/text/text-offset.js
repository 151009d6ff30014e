/* Offsets in the stored text are Unicode code points; the DOM counts UTF-16 units. The conversion is here, only. */

/** How many code points a string has. */
export function codePoints(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** A range's text with its rims trimmed, its start in code points, and up to `size` characters on either side. */
export function quoteOf(root, range, size = 64) {
  const raw = range.toString();
  const exact = raw.trim();
  if (!exact) return null;
  const before = textBeside(root, range, true);
  const after = textBeside(root, range, false);
  const lead = raw.length - raw.trimStart().length;
  const trail = raw.length - raw.trimEnd().length;
  const whole = before + raw.slice(0, lead);
  return {
    exact,
    prefix: Array.from(whole.slice(-2 * size)).slice(-size).join(""),
    suffix: Array.from((raw.slice(raw.length - trail) + after).slice(0, 2 * size)).slice(0, size).join(""),
    hint: codePoints(whole),
  };
}

function textBeside(root, range, isBefore) {
  const rest = document.createRange();
  rest.selectNodeContents(root);
  if (isBefore) rest.setEnd(range.startContainer, range.startOffset);
  else rest.setStart(range.endContainer, range.endOffset);
  return rest.toString();
}

/** The range of the text from `start` to `end`, in code points; null when the text is shorter. Blocks carry their offset. */
export function rangeAt(root, start, end) {
  const range = document.createRange();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const block = [...root.querySelectorAll("[data-offset]")].findLast((it) => Number(it.dataset.offset) <= start);
  if (block) walker.currentNode = block;
  let passed = Number(block?.dataset.offset ?? 0);
  let isOpen = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = codePoints(node.data);
    if (!isOpen && start < passed + length) {
      range.setStart(node, units(node.data, start - passed));
      isOpen = true;
    }
    if (isOpen && end <= passed + length) {
      range.setEnd(node, units(node.data, end - passed));
      return range;
    }
    passed += length;
  }
  return null;
}

/** How many UTF-16 units the first code points of a text take. */
function units(text, count) {
  return Array.from(text).slice(0, count).join("").length;
}
