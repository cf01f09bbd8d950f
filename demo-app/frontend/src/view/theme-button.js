/** Switches between light and dark; the system's preference holds until the user chooses. */
export class ThemeButton {
  #button = document.getElementById("theme-button");
  #system = matchMedia("(prefers-color-scheme: dark)");
  #session;

  constructor(session) {
    this.#session = session;
    this.#button.addEventListener("click", () => {
      session.theme = this.#theme === "dark" ? "light" : "dark";
      this.#show();
    });
    this.#system.addEventListener("change", () => this.#show());
    this.#show();
  }

  get #theme() {
    return this.#session.theme ?? (this.#system.matches ? "dark" : "light");
  }

  #show() {
    document.documentElement.dataset.theme = this.#theme;
    this.#button.setAttribute("aria-pressed", this.#theme === "dark");
  }
}
