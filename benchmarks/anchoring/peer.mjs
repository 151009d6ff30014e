/** The peer: approx-string-match, ranked as Hypothesis publishes. Reads JSON lines {text, asks}, answers JSON lines. */
import search from "approx-string-match";
import { createInterface } from "node:readline";

const MOST_ERRORS = 256;
const WEIGHTS = { quote: 50, prefix: 20, suffix: 20, position: 2 };
const TOTAL = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight);

/** Places of the very characters, or else of what differs in at most so many. */
function places(text, wanted, errors) {
  const found = [];
  for (let start = text.indexOf(wanted); start !== -1; start = text.indexOf(wanted, start + 1)) {
    found.push({ start, end: start + wanted.length, errors: 0 });
  }
  return found.length ? found : search(text, wanted, errors);
}

/** How like two short texts are, from 0 to 1. */
function likeness(text, wanted) {
  if (!text || !wanted) return 0;
  return 1 - places(text, wanted, wanted.length)[0].errors / wanted.length;
}

function score(text, { quote, prefix, suffix, hint }, { start, end, errors }) {
  const before = prefix ? likeness(text.slice(Math.max(0, start - prefix.length), start), prefix) : 1;
  const after = suffix ? likeness(text.slice(end, end + suffix.length), suffix) : 1;
  const near = hint === null ? 1 : 1 - Math.abs(start - hint) / text.length;
  const quoted = 1 - errors / quote.length;
  return (WEIGHTS.quote * quoted + WEIGHTS.prefix * before + WEIGHTS.suffix * after + WEIGHTS.position * near) / TOTAL;
}

/** The best match; whatever is found counts as found. */
function best(text, ask) {
  let winner = null;
  for (const place of places(text, ask.quote, Math.min(MOST_ERRORS, ask.quote.length / 2))) {
    const rank = score(text, ask, place);
    if (winner === null || rank > winner.rank) winner = { ...place, rank };
  }
  return winner && [winner.start, winner.end];
}

for await (const line of createInterface({ input: process.stdin })) {
  const { text, asks } = JSON.parse(line);
  const spent = [];
  const found = asks.map((ask) => {
    const begun = performance.now();
    const place = best(text, ask);
    spent.push(performance.now() - begun);
    return place;
  });
  process.stdout.write(JSON.stringify({ found, spent }) + "\n");
}
