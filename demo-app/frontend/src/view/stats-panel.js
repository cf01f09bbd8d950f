import { Sparkline } from "./sparkline.js";

const KEPT = 60; // seconds

/** The figures the server sends in the namespace "/stats", over the last minute. */
export class StatsPanel {
  #panel = document.getElementById("stats");
  #samples = [];
  #lines = [
    new Sparkline("connections", "Connections", ({ connections }) => connections),
    new Sparkline("messages", "Messages a second", ({ messagesPerSecond }) => messagesPerSecond),
    new Sparkline("rooms", "Rooms", ({ rooms }) => rooms),
  ];

  constructor(socket) {
    this.#panel.append(...this.#lines.map(({ figure }) => figure));
    socket.on("connect", () => {
      this.#samples = []; // the server begins with the last minute
      this.#panel.removeAttribute("data-stale");
    });
    socket.on("disconnect", () => this.#panel.setAttribute("data-stale", ""));
    socket.on("stats", (samples) => this.#add(samples));
  }

  #add(samples) {
    this.#samples = [...this.#samples, ...samples].slice(-KEPT);
    for (const line of this.#lines) line.show(this.#samples, KEPT);
  }
}
