/**
 * Whoever comes back to a page for readers sees it as it is now: for Back, Forward and another tab a browser shows what
 * it kept without asking, so a verdict that was withdrawn since would still stand there. Asking costs a 304.
 */
const words = (page) => page.querySelector("main")?.textContent;

async function askAgain() {
  const answer = await fetch(location.href, { cache: "no-cache" }).catch(() => null); // offline: it stays as it was
  if (!answer || answer.status >= 500) return;
  const now = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (words(now) !== words(document)) location.reload();
}

addEventListener("pageshow", ({ persisted }) => {
  const [visit] = performance.getEntriesByType("navigation");
  if (persisted || visit?.type === "back_forward") askAgain();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") askAgain();
});
