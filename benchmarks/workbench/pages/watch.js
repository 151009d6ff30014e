/* What every page under measurement is asked: when it was painted, its frames, and points of its text. */
window.bench = {
  starts: new WeakMap(), // where each text node begins in the text, in UTF-16 units

  frame: () => new Promise((done) => requestAnimationFrame(done)),

  async still(ms) {
    const until = performance.now() + ms;
    while (performance.now() < until) await this.frame();
  },

  /** When `drawn` first held and its frame was out, in milliseconds. */
  async painted(drawn) {
    const limit = performance.now() + 120_000;
    do await this.frame();
    while (!drawn() && performance.now() < limit);
    if (!drawn()) throw new Error("It was not painted within two minutes.");
    await this.frame();
    return performance.now();
  },

  /** Frames of the next `ms`, in milliseconds each. */
  async beats(ms) {
    const gaps = [];
    let last = await this.frame();
    const until = last + ms;
    while (last < until) {
      const now = await this.frame();
      gaps.push(now - last);
      last = now;
    }
    return gaps;
  },

  nodes() {
    const all = document.createNodeIterator(document);
    let count = 0;
    while (all.nextNode()) count += 1;
    return count;
  },

  read() {
    const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
    let passed = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      this.starts.set(node, passed);
      passed += node.data.length;
    }
  },

  /** Scrolls to an offset of the text: whoever marks words sees them. */
  reveal(offset) {
    this.read();
    const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (this.starts.get(node) + node.data.length <= offset) node = walker.nextNode();
    scrollBy({ top: node.parentElement.getBoundingClientRect().top - innerHeight / 3, behavior: "instant" });
  },

  /** So many random points on letters in sight: where they are, and which offset of the text is there. */
  points(count) {
    this.read();
    const { left, right } = document.getElementById("text").getBoundingClientRect();
    const found = [];
    for (let tries = 0; found.length < count && tries < 50 * count; tries += 1) {
      const at = document.caretPositionFromPoint(left + Math.random() * (right - left), Math.random() * innerHeight);
      const point = at && this.letter(at.offsetNode, at.offset);
      if (point) found.push(point);
    }
    return found;
  },

  letter(node, offset) {
    if (!this.starts.has(node) || offset >= node.data.length || !node.data[offset].trim()) return null;
    const range = new Range();
    range.setStart(node, offset);
    range.setEnd(node, offset + 1);
    const { left, width, top, height } = range.getBoundingClientRect();
    const point = { x: left + width / 2, y: top + height / 2, offset: this.starts.get(node) + offset };
    return width && point.y > 0 && point.y < innerHeight ? point : null;
  },

  /** Microseconds a point, what was answered at each, and how long the browser alone takes to find what lies there. */
  hits(points) {
    const clocked = (look) => {
      const begun = performance.now();
      const answers = points.map(look);
      return [(1000 * (performance.now() - begun)) / points.length, answers];
    };
    const [each, answers] = clocked(({ x, y }) => subject.hit(x, y));
    const [browser] = clocked(({ x, y }) => document.elementFromPoint(x, y));
    return { each, answers, browser };
  },
};
