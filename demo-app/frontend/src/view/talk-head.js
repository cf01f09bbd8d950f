/** The head of the open conversation: its name, what it is, and how to leave it. */
export class TalkHead {
  #chat;
  #title = document.getElementById("talk-title");
  #about = document.getElementById("talk-about");
  #leave = document.getElementById("leave-button");

  constructor(chat) {
    this.#chat = chat;
    this.#leave.addEventListener("click", () => chat.leave(chat.current));
  }

  show() {
    const { current } = this.#chat;
    this.#title.textContent = current?.title ?? "No room";
    this.#about.textContent = current ? this.#describe(current) : "Choose a room or make a new one.";
    this.#leave.hidden = !current;
    this.#leave.textContent = current?.kind === "room" ? "Leave room" : "Close";
  }

  #describe(conversation) {
    if (conversation.kind === "private") return "Private: only the two of you, and not stored on the server.";
    const count = this.#chat.membersOf(conversation).length;
    return count === 1 ? "1 person in this room" : `${count} people in this room`;
  }
}
