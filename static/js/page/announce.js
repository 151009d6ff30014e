import { _ } from "./i18n.js";

/** The polite live region of the page: what stands in it is read out without moving the focus. */
const region = () => document.getElementById("notices");

/** Shows a notice, replacing earlier ones that a script has shown; `content` is text or an element. */
export function announce(content, kind = "info") {
  const place = region();
  if (!place) return;
  place.querySelectorAll("[data-by-script]").forEach((old) => old.remove());
  place.append(notice(content, kind));
}

/** Takes away what a script has shown. */
export function quiet() {
  region()?.querySelectorAll("[data-by-script]").forEach((old) => old.remove());
}

function notice(content, kind) {
  const box = document.createElement("div");
  box.className = "notice";
  box.dataset.kind = kind;
  box.dataset.byScript = "";
  if (typeof content === "string") {
    const words = document.createElement("p");
    words.textContent = content;
    box.append(words);
  } else {
    box.append(...content.childNodes);
  }
  box.append(closer(box));
  return box;
}

function closer(box) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset.kind = "quiet";
  button.textContent = _("Close");
  button.addEventListener("click", () => box.remove());
  return button;
}
