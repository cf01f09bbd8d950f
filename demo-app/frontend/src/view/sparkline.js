import { element } from "./element.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 120;
const HEIGHT = 32;

/** A figure with its label, its present value and a small chart of its past. */
export class Sparkline {
  #label;
  #valueOf;
  #value;
  #svg = document.createElementNS(SVG, "svg");
  #area = document.createElementNS(SVG, "path");
  #line = document.createElementNS(SVG, "path");

  constructor(id, label, valueOf) {
    this.#label = label;
    this.#valueOf = valueOf;
    this.#value = element("strong", { "data-testid": `stats-${id}` }, "–");
    this.#svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
    this.#svg.setAttribute("preserveAspectRatio", "none");
    this.#svg.setAttribute("role", "img");
    this.#svg.setAttribute("aria-label", `${label}: no figures yet`);
    this.#area.setAttribute("class", "area");
    this.#line.setAttribute("class", "line");
    this.#svg.append(this.#area, this.#line);
    this.figure = element("div", { class: "figure" }, element("span", { class: "quiet small" }, label), this.#value, this.#svg);
  }

  /** Draws the samples, the newest at the right; `capacity` samples fill the width. */
  show(samples, capacity) {
    const values = samples.map(this.#valueOf);
    if (values.length === 0) return;
    const highest = Math.max(...values);
    const step = WIDTH / (capacity - 1);
    const left = WIDTH - (values.length - 1) * step;
    const x = (index) => (left + index * step).toFixed(1);
    const y = (value) => (HEIGHT - 2 - (value / Math.max(highest, 1)) * (HEIGHT - 4)).toFixed(1);
    const points = values.map((value, index) => `${x(index)},${y(value)}`).join("L");

    this.#line.setAttribute("d", `M${points}`);
    this.#area.setAttribute("d", `M${points}L${WIDTH},${HEIGHT}L${left.toFixed(1)},${HEIGHT}Z`);
    this.#value.textContent = values.at(-1);
    this.#svg.setAttribute("aria-label", `${this.#label} over the last minute: now ${values.at(-1)}, at most ${highest}`);
  }
}
