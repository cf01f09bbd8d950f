const REPEAT = 3_000;
const PAUSE = 4_000;

/** Tells the others in a room that this user types: at the start, now and then, and at the end. */
export class TypingSignal {
  #send;
  #room = null;
  #sentAt = 0;
  #pause;

  constructor(send) {
    this.#send = send;
  }

  typed(room) {
    if (this.#room !== room) this.stop();
    const now = Date.now();
    if (this.#room === null || now - this.#sentAt > REPEAT) {
      this.#room = room;
      this.#sentAt = now;
      this.#send(room, true);
    }
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.stop(), PAUSE);
  }

  stop() {
    clearTimeout(this.#pause);
    if (this.#room !== null) this.#send(this.#room, false);
    this.#room = null;
  }
}
