// @ts-check
/* The list of keys that `?` opens, sorted by task. It shows what is bound, and nothing else. */
import { _ } from "./i18n.js";
import { localKeys } from "./local-keys.js";

/** @typedef {keyof typeof TASKS} Task */
/** @typedef {Map<string, { description: string }>} Bound */

const TASKS = {
  way: { title: _("Find your way around"), keys: ["/", "Ctrl+K", "f", "g d", "g a", "g c", "g s"] },
  claims: { title: _("Work on claims"), keys: ["j", "k", "e", "p", "r", "1", "2", "3", "4", "5", "6", "7"] },
  card: {
    title: _("In the card or a form of a claim"),
    keys: [],
    within: "#cards, .review-form, .evidence-form, found-evidence",
  },
  text: { title: _("Highlight text"), keys: ["s", "b", "o", "v"] },
  selection: { title: _("While words are selected"), keys: [] },
  quotation: { title: _("While a capture is quoted"), keys: [] },
  cursor: { title: _("With the cursor in the text"), keys: [] },
  quote: { title: _("At an end of a quote"), keys: [] },
  carried: { title: _("Carried-over highlights"), keys: ["a", "x"] },
  grid: { title: _("In a table of numbers"), keys: [] },
  form: { title: _("In a form"), keys: [], within: "main form :is(textarea, input:not([type=hidden]))" },
  menus: { title: _("In menus and suggestions"), keys: [] },
  everywhere: { title: _("Everywhere"), keys: ["u", "U", "?"] },
  page: { title: _("On this page"), keys: [] },
};
/** @type {Record<string, string>} */
const CAPS = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc" };

/**
 * The bound keys by task, as headings and lists.
 * @param {Bound} shortcuts those of the whole page; what no task names is on this page only
 */
export function tasksOf(shortcuts) {
  /** @type {Set<string>} */
  const named = new Set(Object.values(TASKS).flatMap(({ keys }) => keys));
  const others = [...shortcuts.keys()].filter((keys) => !named.has(keys));
  return tasksHere().flatMap((task) => {
    const ofPage = (task === "page" ? others : TASKS[task].keys).filter((keys) => shortcuts.has(keys));
    const rows = ofPage.map((keys) => [keys, shortcuts.get(keys)?.description ?? ""]);
    return section(TASKS[task].title, [...rows, ...(localKeys.get(task) ?? [])]);
  });
}

/** The tasks that this page has a place for. */
function tasksHere() {
  const tasks = /** @type {Task[]} */ (Object.keys(TASKS));
  return tasks.filter((task) => {
    const { within } = /** @type {{ within?: string }} */ (TASKS[task]);
    return !within || document.querySelector(within);
  });
}

/**
 * @param {string} title
 * @param {string[][]} rows keys and description
 */
function section(title, rows) {
  if (rows.length === 0) return [];
  const heading = document.createElement("h3");
  const list = document.createElement("dl");
  heading.textContent = title;
  list.className = "keys";
  list.append(...rows.flatMap(([keys, description]) => line(keys, description)));
  return [heading, list];
}

/**
 * @param {string} keys
 * @param {string} description
 */
function line(keys, description) {
  const term = document.createElement("dt");
  const meaning = document.createElement("dd");
  term.dataset.keys = keys;
  for (const key of keys.split(" ")) {
    const cap = document.createElement("kbd");
    cap.textContent = CAPS[key] ?? key;
    term.append(cap, " ");
  }
  meaning.textContent = description;
  return [term, meaning];
}
