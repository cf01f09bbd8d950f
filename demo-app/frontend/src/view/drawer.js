/** A side panel that narrow windows show over the page, opened by a button. Wide windows always show it. */
export class Drawer {
  static #opened = null; // one at a time

  #panel;
  #button;
  #backdrop = document.getElementById("backdrop");

  constructor(panelId, buttonId) {
    this.#panel = document.getElementById(panelId);
    this.#button = document.getElementById(buttonId);
    this.#button.addEventListener("click", () => (this.#isOpen ? this.close() : this.#open()));
    this.#backdrop.addEventListener("click", () => this.close());
    this.#panel.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && relatedTarget !== this.#button && !this.#panel.contains(relatedTarget)) this.close();
    });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
  }

  close() {
    if (!this.#isOpen) return;
    const hadFocus = this.#panel.contains(document.activeElement);
    this.#set(false);
    if (hadFocus) this.#button.focus();
  }

  get #isOpen() {
    return this.#panel.hasAttribute("data-open");
  }

  #open() {
    Drawer.#opened?.close();
    Drawer.#opened = this;
    this.#set(true);
    this.#panel.tabIndex = -1;
    this.#panel.focus();
  }

  #set(open) {
    this.#panel.toggleAttribute("data-open", open);
    this.#button.setAttribute("aria-expanded", open);
    this.#backdrop.hidden = !open;
  }
}
