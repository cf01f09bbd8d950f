/** The title of the tab: how much is unread, and what is open. */
export class WindowTitle {
  #chat;

  constructor(chat) {
    this.#chat = chat;
  }

  show() {
    const { unread, current } = this.#chat;
    const parts = [current?.title, "socketio-spring chat"].filter(Boolean);
    document.title = (unread ? `(${unread}) ` : "") + parts.join(" – ");
  }
}
