// @ts-check
/**
 * Reloads a public page that has changed, after Back, Forward or a return to its tab. Browsers show their copy then
 * without asking, so a withdrawn verdict would still be shown. Asking costs a 304.
 */

/** @param {Document} page */
const mainText = (page) => page.querySelector("main")?.textContent;

async function reloadIfChanged() {
  const response = await fetch(location.href, { cache: "no-cache" }).catch(() => null); // null while offline
  if (!response || response.status >= 500) return;
  const current = new DOMParser().parseFromString(await response.text(), "text/html");
  if (mainText(current) !== mainText(document)) location.reload();
}

addEventListener("pageshow", ({ persisted }) => {
  const [visit] = performance.getEntriesByType("navigation");
  if (persisted || (visit instanceof PerformanceNavigationTiming && visit.type === "back_forward")) reloadIfChanged();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") reloadIfChanged();
});
