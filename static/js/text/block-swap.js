// @ts-check
/*
 * An htmx extension that adds the swap style `text-block`: a block of the article's text gets the nodes of its next
 * state. Where a thousand marks are, a new claim changes a few of them, and only these are replaced.
 */

/** @type {HtmxExtension} */
const extension = {
  handle_swap(style, target, fragment) {
    const fresh = fragment.firstElementChild;
    if (style !== "text-block" || !(fresh instanceof HTMLElement)) return false;
    changeBlock(target, fresh);
    return [];
  },
};

/**
 * Brings a block into its next state. Nodes that are equal at its start and at its end stay.
 * @param {HTMLElement} block
 * @param {HTMLElement} fresh
 */
export function changeBlock(block, fresh) {
  const isSame = block.localName === fresh.localName && block.dataset.kind === fresh.dataset.kind &&
    block.dataset.offset === fresh.dataset.offset;
  if (!isSame) return block.replaceWith(fresh);
  const [nodes, next] = [[...block.childNodes], [...fresh.childNodes]];
  const shortest = Math.min(nodes.length, next.length);
  let start = 0;
  while (start < shortest && nodes[start].isEqualNode(next[start])) start += 1;
  let end = 0;
  while (end < shortest - start && nodes[nodes.length - 1 - end].isEqualNode(next[next.length - 1 - end])) end += 1;
  for (const node of nodes.slice(start, nodes.length - end)) node.remove();
  block.insertBefore(fragmentOf(next.slice(start, next.length - end)), nodes[nodes.length - end] ?? null);
}

/** @param {Node[]} nodes */
function fragmentOf(nodes) {
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes);
  return fragment;
}

if (document.getElementById("text")) htmx.registerExtension("text-block", extension);
