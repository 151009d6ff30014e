// @ts-check
/**
 * A file field with `data-most` (bytes) refuses files that are larger together before they are sent: the server would
 * refuse the whole form unread, and everything typed into it.
 */
import { _ } from "../page/i18n.js";

const BYTES_PER_MB = 1024 * 1024;

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.matches("[type=file][data-most]")) return;
  const limit = Number(target.dataset.most);
  const files = [...(target.files ?? [])];
  const size = files.reduce((total, file) => total + file.size, 0);
  target.setCustomValidity(size > limit ? tooLarge(files.length, size, limit) : "");
  target.reportValidity();
});

/**
 * @param {number} count of files
 * @param {number} size in bytes
 * @param {number} limit in bytes
 */
function tooLarge(count, size, limit) {
  const sizes = { size: Math.ceil(size / BYTES_PER_MB), limit: Math.floor(limit / BYTES_PER_MB) };
  if (count > 1) return _("These files are %(size)s MB together; the limit is %(limit)s MB. Choose fewer.", sizes);
  return _("This file is %(size)s MB; the limit is %(limit)s MB. Choose a smaller one.", sizes);
}
