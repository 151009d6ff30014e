/*
 * Our workbench under measurement: the page as it is, with gates: one holds the answer until the clock runs, another what
 * the page then asks because the stream told it of its own act as well, a third the panel of a card in focus.
 */
const fetched = window.fetch;
let gate = null;
let echo = null;
let held = null;
let panel = null;

window.fetch = async (...asked) => {
  const address = String(asked[0]?.url ?? asked[0]);
  if (echo && /\/changes\?/.test(address)) await echo.promise;
  if (panel && /\/panel$/.test(address)) await panel.promise;
  const answer = await fetched(...asked);
  const isAdded = gate && asked[1]?.method === "POST" && /\/claims$/.test(address);
  if (!isAdded) return answer;
  await answer.clone().arrayBuffer();
  held();
  await gate.promise;
  return answer;
};

window.subject = {
  /** Whether everything that fits into the window is there. */
  drawn() {
    const last = document.getElementById("text")?.lastElementChild;
    return Boolean(last) && (document.readyState !== "loading" || last.getBoundingClientRect().top > innerHeight);
  },

  settled: () => document.querySelector("#cards[data-placed]") !== null,

  /** The module of the page that knows which claims are at a mark (earlier commits: at its own address). */
  async ready() {
    const { modules } = await import(document.querySelector("script[src*='/js/main.js']").src);
    ({ claimsAt: this.claimsAt } = modules?.["text/text-marks.js"] ?? await import("/static/js/text/text-marks.js"));
  },

  hit(x, y) {
    const mark = document.elementFromPoint(x, y)?.closest("#text mark");
    return mark ? this.claimsAt(mark).map(Number) : [];
  },

  /** Its panel waits at the gate. */
  focus(claim) {
    panel = Promise.withResolvers();
    document.getElementById(`claim-${claim}`).focus();
  },

  /** Lets the panel of the card in focus through, if this commit has panels; resolves when it is painted. */
  async open() {
    panel.resolve();
    panel = null;
    if (!customElements.get("claim-panel")) return;
    await bench.painted(() => document.querySelector("#cards .card.focused claim-panel"));
  },

  /** Fills the form and sends it as a press does; resolves when the whole answer waits at the gate. */
  async send(words) {
    const form = document.getElementById("claim-form");
    form.closest("details").open = true;
    for (const [name, value] of Object.entries(words)) form.elements[name].value = value;
    [gate, echo, panel] = [Promise.withResolvers(), Promise.withResolvers(), Promise.withResolvers()];
    const arrived = new Promise((done) => (held = done));
    form.elements.statement.focus({ preventScroll: true }); // as highlighting does
    bench.reveal(words.hint);
    await bench.still(300);
    form.requestSubmit();
    await arrived;
  },

  /** Lets the answer through; milliseconds until the new claim's words and card are painted. */
  async release() {
    const begun = performance.now();
    const count = document.querySelectorAll("#cards .card").length;
    gate.resolve();
    gate = null;
    return (await bench.painted(() => document.querySelectorAll("#cards .card").length > count)) - begun;
  },

  /** Lets through what the stream set off. */
  hear() {
    echo.resolve();
    echo = null;
  },

  stops() {
    const links = document.querySelectorAll("#text a.ref, #cards a.card-title");
    const reached = [...links].filter((link) => link.tabIndex >= 0 && link.checkVisibility());
    return new Set(reached.map((link) => link.dataset.number ?? link.closest(".card").dataset.claim)).size;
  },
};

if (/^\/articles\/\d+$/.test(location.pathname)) {
  bench.marks = bench.painted(subject.drawn);
  bench.cards = bench.painted(subject.settled);
}
