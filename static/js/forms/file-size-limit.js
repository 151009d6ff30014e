// @ts-check
/**
 * A file field with `data-most` (bytes) refuses larger files before they are sent: the server would refuse the whole
 * form unread, and everything typed into it.
 */
import { _ } from "../page/i18n.js";

const BYTES_PER_MB = 1024 * 1024;

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || !target.matches("[type=file][data-most]")) return;
  const limit = Number(target.dataset.most);
  const file = [...(target.files ?? [])].find(({ size }) => size > limit);
  target.setCustomValidity(file ? tooLarge(file, limit) : "");
  target.reportValidity();
});

/**
 * @param {File} file
 * @param {number} limit in bytes
 */
function tooLarge(file, limit) {
  const sizes = { size: Math.ceil(file.size / BYTES_PER_MB), limit: Math.floor(limit / BYTES_PER_MB) };
  return _("This file has %(size)s MB; the limit is %(limit)s MB. Choose a smaller one.", sizes);
}
