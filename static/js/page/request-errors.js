/* Failed requests in words, and the focus on what a swap brought. */
import { announce, quiet } from "./announce.js";
import { _ } from "./i18n.js";

const KEPT = _("What you typed is still in the form.");

const isWrite = (ctx) => (ctx?.request?.method ?? "GET").toUpperCase() !== "GET";
const prefix = (ctx) => (isWrite(ctx) ? _("Not saved.") : _("Not loaded."));
const suffix = (ctx) => (isWrite(ctx) ? ` ${KEPT}` : "");

/** Whether the answer itself deals with the failure: a form shown again (422) or a way to sign in. */
function isHandled(ctx) {
  const { status, headers } = ctx.response;
  return headers.has("HX-Redirect") || (status === 422 && ctx.sourceElement?.hasAttribute("hx-status:422"));
}

/** The notice that the server sent, with the outcome in front and the comfort behind; null when it sent another thing. */
function fromServer(ctx) {
  const sent = new DOMParser().parseFromString(ctx.text ?? "", "text/html").querySelector(".notice");
  const words = sent?.querySelector("p");
  if (!words) return null;
  words.prepend(`${prefix(ctx)} `);
  words.append(suffix(ctx));
  return sent;
}

const isDraft = (ctx) => ctx.sourceElement?.matches?.("[data-keeps]"); // kept by itself, and told beside the form
const isToldElsewhere = (ctx) =>
  isDraft(ctx) || ctx.sourceElement?.matches?.("[data-offline-queue], offline-queue form, .similar-claims form");

/** Whether something stands in a form of the page that was not there when it came. */
const isWriting = () =>
  [...document.querySelectorAll(
    "form[method=post] :is(textarea, input[type=text], input[type=url], input:not([type]))",
  )].some(
    (field) => field.value !== field.defaultValue,
  );

/** Whoever was signed out is led to the sign-in, but not away from words: those are sent, or kept, first. */
document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status !== 401 || isWrite(ctx) || event.defaultPrevented || !isWriting()) return;
  event.preventDefault();
  const link = document.createElement("a");
  Object.assign(link, { href: "/login", target: "_blank", textContent: _("Sign in in another tab") });
  const words = document.createElement("p");
  words.append(_("You were signed out. What you typed is still here."), " ", link);
  const said = document.createElement("div");
  said.append(words);
  announce(said, "warning");
});

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  if (isHandled(ctx) || isDraft(ctx)) return;
  const said = _("The server answered %(status)s.", ctx.response);
  announce(fromServer(ctx) ?? `${prefix(ctx)} ${said}${suffix(ctx)} ${_("Try again in a moment.")}`, "error");
});

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (!ctx?.request || isToldElsewhere(ctx)) return;
  const said = _("The server couldn't be reached.");
  announce(`${prefix(ctx)} ${said}${suffix(ctx)} ${_("Check the connection and try again.")}`, "error");
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response?.status < 400 && isWrite(ctx) && !isDraft(ctx)) quiet();
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.response?.status === 422) document.querySelector(".error-summary")?.focus();
});

document.querySelector(".merge, .error-summary")?.focus();
