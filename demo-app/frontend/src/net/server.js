const ANSWER_TIME = 8_000;
const PICTURE_TIME = 30_000;

/** The server said no; the message is meant for the user. */
export class Refusal extends Error {}

/**
 * What the page may ask of the server, one method for each event. The other side, with all that may
 * be sent and answered, is in src/main/java: ChatController, PictureController and
 * PrivateMessageController.
 */
export class Server {
  #socket;

  constructor(socket) {
    this.#socket = socket;
  }

  join(room) {
    return this.#request(ANSWER_TIME, "join", room);
  }

  leave(room) {
    return this.#request(ANSWER_TIME, "leave", room);
  }

  message(room, { text, id }) {
    return this.#request(ANSWER_TIME, "message", room, text, id);
  }

  picture(room, { text, id, picture: { name, type, bytes } }) {
    return this.#request(PICTURE_TIME, "picture", room, { id, name, type, caption: text }, bytes);
  }

  private(to, { text, id }) {
    return this.#request(ANSWER_TIME, "private", to, text, id);
  }

  /** No acknowledgement, and dropped when it cannot be sent at once: old news is no use here. */
  typing(room, typing) {
    this.#socket.volatile.emit("typing", room, typing);
  }

  async #request(time, event, ...args) {
    const answer = await this.#socket.timeout(time).emitWithAck(event, ...args);
    if (!answer.ok) throw new Refusal(answer.error);
    return answer;
  }
}
