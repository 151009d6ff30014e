// @ts-check
/** <browser-zone for="select-id">: its button chooses the time zone of this device, where another one is chosen. */
const names = (also = "") => also.split(" "); // by which browsers call the same zone

class BrowserZone extends HTMLElement {
  connectedCallback() {
    const select = document.getElementById(this.getAttribute("for") ?? "");
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!(select instanceof HTMLSelectElement)) return;
    const option = [...select.options].find(({ value, dataset }) => [value, ...names(dataset.also)].includes(zone));
    if (!option) return;
    const show = () => (this.hidden = option.selected);
    const name = this.querySelector("strong");
    if (name) name.textContent = option.text;
    this.querySelector("button")?.addEventListener("click", () => {
      option.selected = true;
      show();
      select.focus();
    });
    select.addEventListener("change", show);
    show();
  }
}
customElements.define("browser-zone", BrowserZone);
