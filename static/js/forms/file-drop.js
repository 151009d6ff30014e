// @ts-check
/**
 * <file-drop> around a file field: files dropped anywhere on the form around it are chosen in the field, which works
 * without this by its button, and by dropping on it.
 */
class FileDrop extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form?.addEventListener("dragover", this.#onDragOver);
    this.form?.addEventListener("dragleave", this.#onDragLeave);
    this.form?.addEventListener("drop", this.#onDrop);
  }

  disconnectedCallback() {
    this.form?.removeEventListener("dragover", this.#onDragOver);
    this.form?.removeEventListener("dragleave", this.#onDragLeave);
    this.form?.removeEventListener("drop", this.#onDrop);
  }

  #onDragOver = (/** @type {DragEvent} */ event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dataset.over = "";
  };

  #onDragLeave = () => delete this.dataset.over;

  #onDrop = (/** @type {DragEvent} */ event) => {
    delete this.dataset.over;
    const field = this.querySelector("input");
    if (!field || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.focus();
  };
}

customElements.define("file-drop", FileDrop);
