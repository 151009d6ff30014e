// @ts-check
import { byId, findAll } from "../page/dom.js";

const UNITS = 10_000, LEAST = 25; // of a page's width and height; a smaller box is a press
const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{page: string, x: number, y: number, width: number, height: number}} Box */

/**
 * <redaction-boxes for="field-id">: boxes are drawn on the pages inside it, and are numbers in the lines of the field,
 * which draws them too; so do the lines of the text that are chosen. A finger draws once the button `data-draws` is
 * pressed, and scrolls before. A press removes a box.
 */
class RedactionBoxes extends HTMLElement {
  /** @type {Box | null} */ #drawn = null;

  connectedCallback() {
    this.field = /** @type {HTMLTextAreaElement} */ (byId(this.getAttribute("for")));
    const { signal } = (this.controller = new AbortController());
    this.field.addEventListener("input", this.#show, { signal });
    this.addEventListener("change", this.#show, { signal });
    this.addEventListener("pointerdown", this.#begin, { signal });
    this.addEventListener("pointermove", this.#move, { signal });
    this.addEventListener("pointerup", this.#end, { signal });
    this.addEventListener("pointercancel", () => this.#drawn = null, { signal });
    this.button = this.closest("form")?.querySelector("[data-draws]");
    this.button?.addEventListener("click", this.#toggle, { signal });
    this.#show();
  }

  disconnectedCallback() {
    this.controller?.abort();
  }

  #toggle = () => {
    this.button?.setAttribute("aria-pressed", String(this.toggleAttribute("data-touch")));
  };

  #begin = (/** @type {PointerEvent} */ event) => {
    const page = event.target instanceof Element ? event.target.closest("svg") : null;
    if (!page || event.button || (event.pointerType === "touch" && !this.hasAttribute("data-touch"))) return;
    event.preventDefault();
    page.setPointerCapture(event.pointerId);
    this.#drawn = { page: page.dataset.page ?? "", ...placeIn(page, event), width: 0, height: 0 };
  };

  #move = (/** @type {PointerEvent} */ event) => {
    if (!this.#drawn) return;
    const { x, y } = placeIn(this.#page(this.#drawn.page), event);
    this.#drawn.width = x - this.#drawn.x;
    this.#drawn.height = y - this.#drawn.y;
    this.#show();
  };

  #end = (/** @type {PointerEvent} */ event) => {
    const drawn = this.#drawn && upright(this.#drawn);
    this.#drawn = null;
    if (!drawn || !this.field) return;
    const lines = this.field.value.split("\n").filter((line) => line.trim());
    const isPress = Math.max(drawn.width, drawn.height) < LEAST;
    const kept = isPress ? lines.filter((line) => !isIn(boxOf(line), drawn)) : [...lines, lineOf(drawn)];
    this.field.value = kept.join("\n");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    event.preventDefault();
  };

  #show = () => {
    const chosen = findAll(this, "input:checked").map((it) => /** @type {HTMLInputElement} */ (it).value);
    const boxes = [...(this.field?.value.split("\n") ?? []), ...chosen].map(boxOf);
    if (this.#drawn) boxes.push(upright(this.#drawn));
    for (const page of this.querySelectorAll("svg")) {
      page.replaceChildren(...boxes.filter((box) => box.page === page.dataset.page).map(rectangle));
    }
  };

  /** @param {string} number */
  #page(number) {
    return /** @type {SVGSVGElement} */ (this.querySelector(`svg[data-page="${number}"]`));
  }
}

/** @param {SVGSVGElement} page @param {PointerEvent} event */
function placeIn(page, { clientX, clientY }) {
  const { left, top, width, height } = page.getBoundingClientRect();
  const within = (/** @type {number} */ share) => Math.round(Math.min(Math.max(share, 0), 1) * UNITS);
  return { x: within((clientX - left) / width), y: within((clientY - top) / height) };
}

/** @param {Box} box */
function upright({ page, x, y, width, height }) {
  const left = Math.min(x, x + width), top = Math.min(y, y + height);
  return { page, x: left, y: top, width: Math.abs(width), height: Math.abs(height) };
}

/** @param {string} line @returns {Box} */
function boxOf(line) {
  const [page = "", ...places] = line.trim().split(/\s+/);
  const [x = 0, y = 0, width = 0, height = 0] = places.map((it) => Number(it.replace(",", ".")) * 100 || 0);
  return { page, x, y, width, height };
}

/** @param {Box} box */
const lineOf = ({ page, ...place }) => [page, ...Object.values(place).map((it) => it / 100)].join(" ");

/** @param {Box} box @param {Box} point */
const isIn = (box, { page, x, y }) =>
  box.page === page && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

/** @param {Box} box */
function rectangle({ x, y, width, height }) {
  const found = document.createElementNS(SVG, "rect");
  for (const [name, value] of Object.entries({ x, y, width, height })) found.setAttribute(name, String(value));
  return found;
}

customElements.define("redaction-boxes", RedactionBoxes);
