// @ts-check

/** Whether a pointer is pressed in an element: until its click, nothing may move under it. */
export class PointerPress {
  isDown = false;

  /**
   * @param {HTMLElement} element
   * @param {() => void} onRelease is called after the click
   * @param {AbortSignal} signal that ends it
   */
  constructor(element, onRelease, signal) {
    element.addEventListener("pointerdown", () => (this.isDown = true), { signal });
    const onEnd = () => {
      if (!this.isDown) return;
      this.isDown = false;
      setTimeout(onRelease); // the click comes between
    };
    for (const name of /** @type {const} */ (["pointerup", "pointercancel"])) {
      document.addEventListener(name, onEnd, { signal, capture: true });
    }
  }
}
