import { Refusal } from "./server.js";

/**
 * Sends messages and keeps those that cannot be sent yet. While the outbox is closed (no connection)
 * messages wait in it; opening it sends them in the order they were written. A message sent twice
 * carries the same id both times, so that the server delivers it once.
 */
export class Outbox {
  #send;
  #changed;
  #open = false;
  #letters = new Set();

  /** @param send delivers a letter, and resolves with the acknowledgement */
  constructor(send, changed) {
    this.#send = send;
    this.#changed = changed;
  }

  open() {
    this.#open = true;
    for (const letter of this.#letters) {
      if (letter.message.state === "waiting") this.#dispatch(letter);
    }
  }

  close() {
    this.#open = false;
  }

  post(conversation, message) {
    this.#enqueue({ conversation, message });
  }

  retry(message) {
    const letter = this.#letterOf(message);
    if (letter) this.#enqueue(letter);
  }

  discard(message) {
    this.#letters.delete(this.#letterOf(message));
  }

  forget(conversation) {
    for (const letter of this.#letters) {
      if (letter.conversation === conversation) this.#letters.delete(letter);
    }
  }

  #letterOf(message) {
    return [...this.#letters].find((letter) => letter.message === message);
  }

  #enqueue(letter) {
    letter.message.state = "waiting";
    letter.message.error = null;
    this.#letters.add(letter);
    if (this.#open) this.#dispatch(letter);
    this.#changed(letter);
  }

  async #dispatch(letter) {
    const { message } = letter;
    message.state = "sending";
    this.#changed(letter);
    try {
      const { at } = await this.#send(letter);
      message.at = at;
      message.state = "delivered";
      this.#letters.delete(letter);
    } catch (error) {
      this.#undelivered(message, error);
    }
    this.#changed(letter);
  }

  #undelivered(message, error) {
    if (message.state === "delivered") return; // the history has shown it meanwhile
    if (error instanceof Refusal) {
      message.state = "failed";
      message.error = error.message;
    } else if (this.#open) {
      message.state = "failed";
      message.error = "The server did not answer.";
    } else {
      message.state = "waiting";
    }
  }
}
