const FADE = 6_000;

/** Who is typing in a room. Somebody whose "I stopped" got lost is dropped after a while. */
export class Typists {
  #changed;
  #timers = new Map();

  constructor(changed) {
    this.#changed = changed;
  }

  get names() {
    return [...this.#timers.keys()];
  }

  set(name, typing) {
    clearTimeout(this.#timers.get(name));
    if (typing) this.#timers.set(name, setTimeout(() => this.set(name, false), FADE));
    else this.#timers.delete(name);
    this.#changed();
  }

  clear() {
    for (const name of this.names) this.set(name, false);
  }
}
