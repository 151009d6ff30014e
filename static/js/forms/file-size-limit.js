import { _ } from "../page/i18n.js";

/**
 * A file field with `data-most` (bytes) takes no larger file: the server would refuse the whole form unread, and with it
 * everything typed.
 */
const MB = 1024 * 1024;

document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("input[type=file][data-most]")) return;
  const most = Number(target.dataset.most);
  const file = [...target.files].find((it) => it.size > most);
  const sizes = { size: Math.ceil((file?.size ?? 0) / MB), most: Math.floor(most / MB) };
  target.setCustomValidity(
    file ? _("This file has %(size)s MB; the limit is %(most)s MB. Choose a smaller one.", sizes) : "",
  );
  target.reportValidity();
});
