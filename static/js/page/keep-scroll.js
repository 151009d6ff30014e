// @ts-check
/* Undoing loads the page anew: the reader stays at the same place of it. */
import { closest } from "./dom.js";

const STORAGE_KEY = "factcheck.scroll";
const TTL_MS = 10_000;

document.addEventListener("click", (event) => {
  if (!closest(event, "[data-steps]")) return;
  sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ path: location.pathname, top: scrollY, at: Date.now() }));
});

const kept = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? "{}");
if (kept.path === location.pathname && Date.now() - kept.at < TTL_MS) {
  sessionStorage.removeItem(STORAGE_KEY);
  document.fonts.ready.then(() => scrollTo({ top: kept.top, behavior: "instant" }));
}
