// @ts-check
/* Forms that couldn't be sent, as they are stored in this browser, sent again, and listed. */
import { _ } from "../page/i18n.js";

/**
 * @typedef {object} Entry
 * @property {string} url
 * @property {string} label what the list calls it
 * @property {[string, string][]} fields names and values, among them the idempotency key
 * @property {string} refusal why the server refused it; empty until then
 */

/** What people typed is stored under these names: keep them, or read the old ones too. */
const STORAGE_PREFIX = "factcheck.outbox.";
const OMITTED_FIELDS = new Set(["csrf_token", "_by"]); // so that an entry also waits for the next sign-in

/**
 * The key in localStorage for the entries of a person.
 * @param {string | null} person
 */
export const storageKey = (person) => `${STORAGE_PREFIX}${person}`;

/**
 * @param {string} key
 * @returns {Entry[]}
 */
export const load = (key) => JSON.parse(localStorage.getItem(key) ?? "[]");

/**
 * @param {string} key
 * @param {Entry[]} entries
 */
export function store(key, entries) {
  if (entries.length) localStorage.setItem(key, JSON.stringify(entries));
  else localStorage.removeItem(key);
}

/**
 * The idempotency key of an entry.
 * @param {Entry} entry
 */
export const keyOf = (entry) => entry.fields.find(([name]) => name === "_key")?.[1];

/**
 * What a form holds, without its files; `data-offline-queue` names the field that labels it.
 * @param {HTMLFormElement} form
 * @returns {Entry}
 */
export function entryOf(form) {
  const fields = [...new FormData(form)].filter(([name, value]) =>
    typeof value === "string" && !OMITTED_FIELDS.has(name)
  );
  const label = String(new FormData(form).get(form.dataset.offlineQueue ?? ""));
  const url = form.getAttribute("action") ?? "";
  return { url, label, fields: /** @type {Entry["fields"]} */ (fields), refusal: "" };
}

/**
 * A hidden form that htmx sends as the one that failed.
 * @param {Entry} entry
 */
export function formOf(entry) {
  const form = document.createElement("form");
  form.hidden = true;
  form.noValidate = true;
  form.method = "post";
  form.action = entry.url;
  form.setAttribute("hx-post", entry.url);
  form.setAttribute("hx-swap", "none");
  for (const [name, value] of entry.fields) {
    form.append(Object.assign(document.createElement("textarea"), { name, value }));
  }
  return form;
}

/**
 * A line of the list. If the server refused the entry, it can be opened or discarded.
 * @param {Entry} entry
 */
export function line(entry) {
  const item = document.createElement("li");
  item.dataset.key = keyOf(entry);
  const text = document.createElement("span");
  text.dir = "auto";
  text.textContent = entry.refusal ? `${entry.label}: ${entry.refusal}` : entry.label;
  item.append(text);
  if (entry.refusal) item.append(button(_("Open form"), "opens"), button(_("Discard"), "discards"));
  return item;
}

/**
 * @param {string} label
 * @param {"opens" | "discards"} act
 */
function button(label, act) {
  const element = document.createElement("button");
  Object.assign(element, { type: "button", textContent: label });
  Object.assign(element.dataset, { kind: "quiet", [act]: "" });
  return element;
}
