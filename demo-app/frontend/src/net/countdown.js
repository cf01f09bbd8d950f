/** Counts whole seconds down to zero. */
export class Countdown {
  #tick;
  #timer;

  constructor(tick) {
    this.#tick = tick;
  }

  start(milliseconds) {
    this.stop();
    let seconds = Math.ceil(milliseconds / 1000);
    this.#tick(seconds);
    this.#timer = setInterval(() => {
      seconds -= 1;
      this.#tick(Math.max(seconds, 0));
      if (seconds <= 0) this.stop();
    }, 1000);
  }

  stop() {
    clearInterval(this.#timer);
  }
}
