import { KeyedList } from "./keyed-list.js";
import { MessageItem } from "./message-item.js";
import { PictureViewer } from "./picture-viewer.js";

const NEAR = 80; // pixels from the end that still count as being there

/** The messages of the open conversation. Stays at the end, unless the user has scrolled up to read. */
export class Timeline {
  #chat;
  #scroller = document.getElementById("scroller");
  #list = document.getElementById("timeline");
  #empty = document.getElementById("empty");
  #typing = document.getElementById("typing");
  #jump = document.getElementById("jump");
  #atEnd = true;
  #heights = "";
  #items;

  constructor(chat) {
    this.#chat = chat;
    const item = new MessageItem(chat, new PictureViewer());
    this.#items = new KeyedList(this.#list, {
      key: ({ id }) => id,
      create: (message) => item.create(message),
      update: (node, message, previous) => item.update(node, message, previous),
    });

    this.#scroller.addEventListener("scroll", () => this.#watchEnd());
    this.#jump.addEventListener("click", () => this.#toEnd());
    chat.addEventListener("open", () => (this.#atEnd = true));
    const resized = new ResizeObserver(() => this.#atEnd && this.#toEnd()); // a picture has loaded, say
    resized.observe(this.#list);
    resized.observe(this.#scroller);
  }

  show() {
    const { current, name } = this.#chat;
    const messages = current?.messages ?? [];
    if (messages.at(-1)?.from === name && messages.at(-1).state !== "delivered") this.#atEnd = true;
    this.#items.show(messages);
    this.#scroller.setAttribute("aria-label", current ? `Messages in ${current.title}` : "Messages");
    this.#empty.hidden = messages.length > 0;
    this.#empty.textContent = current ? "No messages yet. Write the first one." : "You are in no room.";
    this.#typing.textContent = describe(current?.typists.names ?? []);
    if (this.#atEnd) this.#toEnd();
  }

  #toEnd() {
    this.#atEnd = true;
    this.#jump.hidden = true;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #watchEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const heights = `${scrollHeight}/${clientHeight}`;
    if (heights !== this.#heights) {
      this.#heights = heights; // scrolled by a change of the layout, not by the user
      return;
    }
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    this.#jump.hidden = this.#atEnd;
  }
}

function describe(names) {
  if (names.length === 0) return "";
  if (names.length === 1) return `${names[0]} is typing…`;
  if (names.length === 2) return `${names[0]} and ${names[1]} are typing…`;
  return "Several people are typing…";
}
