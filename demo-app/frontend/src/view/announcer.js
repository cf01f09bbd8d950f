const DELAY = 300; // a state that lasts shorter is not worth a word

/** Tells screen readers what happens: new messages, and the connection lost and found. */
export class Announcer {
  #region = document.getElementById("announcer");
  #said = "connected";
  #timer;

  constructor(chat, connection) {
    chat.addEventListener("arrival", ({ detail: { conversation, message } }) => {
      if (conversation === chat.current) this.#say(`${message.from}: ${content(message)}`);
      else if (conversation.kind === "private") this.#say(`Private message from ${message.from}`);
    });
    connection.addEventListener("status", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => chat.name && this.#sayStatus(connection.state), DELAY);
    });
  }

  #sayStatus(state) {
    if (state === this.#said || state === "connecting") return;
    this.#said = state;
    if (state === "connected") this.#say("Connected again");
    if (state === "reconnecting") this.#say("Connection lost. Reconnecting.");
    if (state === "offline") this.#say("Offline. Messages are kept until you are connected.");
  }

  #say(text) {
    this.#region.textContent = text;
  }
}

function content({ picture, text }) {
  return picture ? `picture. ${text}` : text;
}
