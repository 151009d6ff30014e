// @ts-check
/* The rail beside the text shows where in it the marks are. It is hidden while the whole text fits into the window. */
import { findAll } from "../page/dom.js";

const BAR_PX = 44; // the row that stays on top
const text = document.getElementById("text");
const [rail] = findAll(document, ".rail");

if (text && rail) {
  const update = () => rail.toggleAttribute("data-fits", text.offsetHeight <= innerHeight - BAR_PX);
  new ResizeObserver(update).observe(text);
  addEventListener("resize", update);
}
