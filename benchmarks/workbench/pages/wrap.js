/* Every range wrapped in elements, the Hypothesis way: found by position, text nodes split, runs of them wrapped. */
const BLANK = /^\s*$/;

function rangeAt(root, start, end) {
  const texts = document.createNodeIterator(root, NodeFilter.SHOW_TEXT);
  const range = new Range();
  let passed = 0;
  let isOpen = false;
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const length = node.data.length;
    if (!isOpen && start < passed + length) {
      range.setStart(node, start - passed);
      isOpen = true;
    }
    if (isOpen && end <= passed + length) {
      range.setEnd(node, end - passed);
      return range;
    }
    passed += length;
  }
  throw new RangeError("The text is shorter.");
}

function isInRange(range, node) {
  const length = node.nodeValue?.length ?? node.childNodes.length;
  return range.comparePoint(node, 0) <= 0 && range.comparePoint(node, length) >= 0;
}

function wholeTexts(range) {
  const common = range.commonAncestorContainer;
  const root = common instanceof Element ? common : common.parentElement;
  const texts = document.createNodeIterator(root, NodeFilter.SHOW_TEXT);
  const whole = [];
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (!isInRange(range, node)) continue;
    if (node === range.startContainer && range.startOffset > 0) {
      node.splitText(range.startOffset);
      continue;
    }
    if (node === range.endContainer && range.endOffset < node.data.length) node.splitText(range.endOffset);
    whole.push(node);
  }
  return whole;
}

function runsOf(nodes) {
  const runs = [];
  let previous = null;
  for (const node of nodes) {
    if (previous?.nextSibling === node) runs.at(-1).push(node);
    else runs.push([node]);
    previous = node;
  }
  return runs.filter((run) => run.some((node) => !BLANK.test(node.data)));
}

function wrap([id, start, end]) {
  for (const run of runsOf(wholeTexts(rangeAt(text, start, end)))) {
    const element = document.createElement("hypothesis-highlight");
    element.className = "hypothesis-highlight";
    element.dataset.id = id;
    run[0].parentNode.replaceChild(element, run[0]);
    for (const node of run) element.append(node);
  }
}

window.subject = {
  /** How many marks were set within the limit of milliseconds. */
  set(marks, limit) {
    const until = performance.now() + limit;
    let done = 0;
    for (const mark of marks) {
      if (performance.now() > until) break;
      wrap(mark);
      done += 1;
    }
    return done;
  },

  drawn: () => document.querySelector("hypothesis-highlight") !== null,
  add: wrap,

  focus(id) {
    for (const other of document.querySelectorAll(".hypothesis-highlight-focused"))
      other.classList.remove("hypothesis-highlight-focused");
    for (const element of document.querySelectorAll(`hypothesis-highlight[data-id="${id}"]`))
      element.classList.add("hypothesis-highlight-focused");
  },

  hit(x, y) {
    const found = new Set();
    const above = (it) => it?.closest("hypothesis-highlight");
    for (let it = above(document.elementFromPoint(x, y)); it; it = above(it.parentElement)) found.add(Number(it.dataset.id));
    return [...found];
  },

  stops() {
    const reached = [...document.querySelectorAll("hypothesis-highlight")].filter((it) => it.tabIndex >= 0);
    return new Set(reached.map((it) => it.dataset.id)).size;
  },
};
