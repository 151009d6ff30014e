import { announce } from "../page/announce.js";
import { _ } from "../page/i18n.js";

const OUT = _(
  "You were signed out. You can keep writing: your draft is kept, and you'll be asked to sign in when you save it.",
);

/**
 * Requests that nobody asked for: while one fails, the page says nothing, and none ever leads away from it. Who was
 * signed out elsewhere sees one notice, and the page asks no more.
 */
export function silence(element) {
  for (const name of ["htmx:after:request", "htmx:response:error", "htmx:error"]) {
    element.addEventListener(name, (event) => event.stopPropagation());
  }
  element.addEventListener("htmx:before:response", (event) => {
    if (event.detail.ctx.response.status !== 401) return;
    event.preventDefault();
    signedOut();
  });
}

export function signedOut() {
  const live = document.querySelector(".live-bar, live-presence");
  if (!live) return;
  live.remove();
  announce(OUT, "warning");
}
