const TIME = 7_000;

/** A line at the foot of the page that goes away by itself. */
export class Notice {
  #line = document.getElementById("notice");
  #timer;

  show(text) {
    clearTimeout(this.#timer);
    this.#line.textContent = text;
    this.#timer = setTimeout(() => (this.#line.textContent = ""), TIME);
  }
}
