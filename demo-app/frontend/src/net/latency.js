const INTERVAL = 2_000;
const LIMIT = 5_000;

/** Measures the round trip of a small acknowledged event. Fires "change". */
export class Latency extends EventTarget {
  milliseconds = null;
  #socket;
  #measuring = false;

  constructor(socket) {
    super();
    this.#socket = socket;
    socket.on("connect", () => this.#measure());
    socket.on("disconnect", () => this.#set(null));
    setInterval(() => this.#measure(), INTERVAL);
  }

  async #measure() {
    if (!this.#socket.connected || this.#measuring) return;
    this.#measuring = true;
    const start = performance.now();
    try {
      await this.#socket.timeout(LIMIT).emitWithAck("latency");
      this.#set(performance.now() - start);
    } catch {
      this.#set(null);
    } finally {
      this.#measuring = false;
    }
  }

  #set(milliseconds) {
    this.milliseconds = milliseconds;
    this.dispatchEvent(new Event("change"));
  }
}
