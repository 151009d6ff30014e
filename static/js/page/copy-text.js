// @ts-check
/**
 * <copy-text data-copied="…">: its button copies the text, or value, of its [data-copy]. Without a script there is no
 * button.
 */
class CopyText extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    const source = this.querySelector("[data-copy]");
    const text = (source instanceof HTMLInputElement ? source.value : source?.textContent)?.replace(/\s+/g, " ").trim();
    if (!button || !text || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text);
      const status = this.querySelector("[role=status]");
      if (status) status.textContent = this.dataset.copied ?? "";
    });
  }
}
customElements.define("copy-text", CopyText);
