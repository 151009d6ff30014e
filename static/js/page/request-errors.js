// @ts-check
/* Says what a failed request means, and moves the focus to the errors of a form. */
import { announce, clearAnnouncement, noticeIn } from "./announce.js";
import { findAll } from "./dom.js";
import { _ } from "./i18n.js";

const WRITTEN_FIELDS = ":is(textarea, input[type=text], input[type=url], input:not([type]))";
const REPORTS_ITSELF = "[data-offline-queue], offline-queue form, .similar-claims form";

/**
 * Whether a person's write was sent, not a question such as a search while one types, nor a heartbeat.
 * @param {HtmxContext} ctx
 */
const isWrite = ({ request, sourceElement }) =>
  request?.method !== "GET" && sourceElement?.matches?.("form:has([name=_key]), button[hx-post]");
/** @param {HtmxContext} ctx */
const outcome = (ctx) => (isWrite(ctx) ? _("Not saved.") : _("The page couldn’t be loaded."));
/** @param {HtmxContext} ctx */
const reassurance = (ctx) => (isWrite(ctx) ? ` ${_("What you typed is still in the form.")}` : "");

/**
 * Whether the response itself deals with the failure: a form with its errors (422), or a redirect to the sign-in.
 * @param {HtmxResponseEvent["detail"]["ctx"]} ctx
 */
function isHandled({ response: { status, headers }, sourceElement }) {
  return headers.has("HX-Redirect") || (status === 422 && sourceElement?.hasAttribute("hx-status:422"));
}

/**
 * The notice that the server sent, with the outcome before and a reassurance after it; null if it sent something else.
 * @param {HtmxContext} ctx
 */
function serverNotice(ctx) {
  const notice = noticeIn(ctx);
  const paragraph = notice?.querySelector("p");
  if (!paragraph) return null;
  paragraph.prepend(`${outcome(ctx)} `);
  paragraph.append(reassurance(ctx));
  return notice;
}

/**
 * Whether the request saves a draft, which reports beside its form.
 * @param {HtmxContext} ctx
 */
const isDraft = (ctx) => ctx.sourceElement?.matches?.("[data-draft-saver]");

/** Whether a form of the page has text that wasn't there when the page was loaded. */
const hasUnsavedText = () =>
  [...document.querySelectorAll(`form[method=post] ${WRITTEN_FIELDS}`)]
    .map((field) => /** @type {HTMLInputElement | HTMLTextAreaElement} */ (field))
    .some((field) => field.value !== field.defaultValue);

/** People who were signed out are redirected to the sign-in page, but never away from unsaved text. */
document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (ctx.response.status !== 401 || isWrite(ctx) || event.defaultPrevented || !hasUnsavedText()) return;
  event.preventDefault();
  const link = document.createElement("a");
  Object.assign(link, { href: "/login", target: "_blank", textContent: _("Sign in (opens a new tab)") });
  const paragraph = document.createElement("p");
  paragraph.append(_("You were signed out. What you typed is still here."), " ", link);
  const notice = document.createElement("div");
  notice.append(paragraph);
  announce(notice, "warning");
});

document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  if (isHandled(ctx) || isDraft(ctx)) return;
  const error = _("The server answered %(status)s.", { status: ctx.response.status });
  const advice = _("Try again in a moment.");
  announce(serverNotice(ctx) ?? `${outcome(ctx)} ${error}${reassurance(ctx)} ${advice}`, "error");
});

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (!ctx?.request || isDraft(ctx) || ctx.sourceElement?.matches?.(REPORTS_ITSELF)) return;
  const error = _("The server couldn’t be reached.");
  announce(`${outcome(ctx)} ${error}${reassurance(ctx)} ${_("Check the connection and try again.")}`, "error");
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response?.status < 400 && isWrite(ctx) && !isDraft(ctx)) clearAnnouncement();
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.response?.status === 422) focusOn(".error-summary");
});

/** @param {string} selector of something that may be in a card, which is folded until it has the focus */
function focusOn(selector) {
  const [element] = findAll(document, selector);
  /** @type {HTMLElement | null | undefined} */ (element?.closest(".card"))?.focus({ preventScroll: true });
  element?.focus();
}

focusOn(".merge, .error-summary");
