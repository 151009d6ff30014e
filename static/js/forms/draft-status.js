// @ts-check
/* What is said below a form about its draft. */
import { noticeIn } from "../page/announce.js";
import { find } from "../page/dom.js";
import { _ } from "../page/i18n.js";

const STATUS = ".draft-status";

/** @param {HTMLElement} autosave */
export const clearStatus = (autosave) => (find(autosave, STATUS).textContent = "");

/**
 * Shows why a draft wasn't saved, and returns whether the server refused it: then only other words can be saved.
 * @param {HTMLElement} autosave
 * @param {HtmxRequestEvent["detail"]["ctx"]} ctx of the request that failed
 */
export function showFailure(autosave, ctx) {
  const status = find(autosave, STATUS);
  const reason = [413, 422].includes(ctx?.response?.status ?? 0) && noticeIn(ctx)?.querySelector("p");
  if (reason) status.replaceChildren(`${_("The draft wasn’t saved.")} `, ...reason.childNodes);
  else status.textContent = _("The draft isn’t saved yet. It stays on this page, and saving will be retried.");
  return Boolean(reason);
}
