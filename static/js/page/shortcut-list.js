// @ts-check
/* The list of keys that `?` opens, sorted by task. */
import { _ } from "./i18n.js";

/** @typedef {Map<string, { description: string }>} Bound */

const TASKS = [
  { title: _("Find your way"), keys: ["/", "Ctrl+K", "f", "g d", "g a", "g c", "g s"] },
  { title: _("Work on claims"), keys: ["j", "k", "e", "r", "1", "2", "3", "4", "5", "6", "7"] },
  { title: _("Mark text"), keys: ["s", "b", "o"] },
  { title: _("Carried-over highlights"), keys: ["a", "x"] },
  { title: _("Everywhere"), keys: ["u", "U", "?"] },
];

/**
 * The bound keys by task, as headings and lists; what no task names is on this page only.
 * @param {Bound} shortcuts
 */
export function tasksOf(shortcuts) {
  const named = new Set(TASKS.flatMap(({ keys }) => keys));
  const others = [...shortcuts.keys()].filter((keys) => !named.has(keys));
  return [...TASKS, { title: _("On this page"), keys: others }].flatMap((task) => section(task, shortcuts));
}

/**
 * @param {{ title: string, keys: string[] }} task
 * @param {Bound} shortcuts
 */
function section({ title, keys }, shortcuts) {
  const bound = keys.filter((it) => shortcuts.has(it));
  if (bound.length === 0) return [];
  const heading = document.createElement("h3");
  const list = document.createElement("dl");
  heading.textContent = title;
  list.className = "keys";
  list.append(...bound.flatMap((it) => line(it, shortcuts.get(it)?.description ?? "")));
  return [heading, list];
}

/**
 * @param {string} keys
 * @param {string} description
 */
function line(keys, description) {
  const term = document.createElement("dt");
  const meaning = document.createElement("dd");
  for (const key of keys.split(" ")) {
    const cap = document.createElement("kbd");
    cap.textContent = key;
    term.append(cap, " ");
  }
  meaning.textContent = description;
  return [term, meaning];
}
