// @ts-check
import { announce } from "../page/announce.js";
import { _ } from "../page/i18n.js";

const SIGNED_OUT = _(
  "You were signed out. You can keep writing: your draft is kept, and you’ll be asked to sign in when you save it.",
);

/**
 * Keeps the requests of an element from reporting failures and from leading away from the page. If the person was
 * signed out elsewhere, it says so once, and the page makes no more requests.
 * @param {HTMLElement} element
 */
export function silence(element) {
  for (const name of ["htmx:after:request", "htmx:response:error", "htmx:error"]) {
    element.addEventListener(name, (event) => event.stopPropagation());
  }
  element.addEventListener("htmx:before:response", (event) => {
    if (event.detail.ctx.response.status !== 401) return;
    event.preventDefault();
    onSignedOut();
  });
}

export function onSignedOut() {
  const live = document.querySelector(".live-bar, live-presence");
  if (!live) return;
  live.remove();
  announce(SIGNED_OUT, "warning");
}
