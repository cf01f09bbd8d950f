import { badge } from "./badge.js";
import { element } from "./element.js";
import { icon } from "./icon.js";
import { KeyedList } from "./keyed-list.js";

/** The rooms there are, and the form that makes a new one. */
export class RoomList {
  #chat;
  #dot = document.getElementById("menu-unread");
  #list = new KeyedList(document.getElementById("rooms"), {
    key: ({ name }) => name,
    create: (room) => this.#create(room),
    update: (item, room) => this.#update(item, room),
  });

  constructor(chat) {
    this.#chat = chat;
    const form = document.getElementById("new-room");
    const input = document.getElementById("new-room-name");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = roomName(input.value);
      if (name) chat.joinRoom(name);
      form.reset();
    });
  }

  show() {
    const { rooms, conversations, unread } = this.#chat;
    const listed = new Set(rooms.map(({ name }) => name));
    const unlisted = conversations.filter(({ kind, name }) => kind === "room" && !listed.has(name));
    this.#list.show([...rooms, ...unlisted.map(({ name }) => ({ name, users: [] }))]);
    this.#dot.hidden = unread === 0;
  }

  #create({ name }) {
    const button = element("button", { class: "entry", "data-testid": `room-${name}` });
    button.addEventListener("click", () => this.#chat.joinRoom(name));
    return element("li", {}, button);
  }

  #update(item, { name, users }) {
    const button = item.firstElementChild;
    const conversation = this.#chat.find("room", name);
    const isCurrent = conversation && conversation === this.#chat.current;
    button.toggleAttribute("data-joined", Boolean(conversation));
    if (isCurrent) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    button.replaceChildren(
      element("span", { class: "hash", "aria-hidden": "true" }, "#"),
      element("span", { class: "name" }, name),
      ...[badge(conversation?.unread)].filter(Boolean),
      ...(conversation ? [] : [element("span", { class: "hint" }, "Join")]),
      element("span", { class: "people" }, icon("people"), String(users.length), element("span", { class: "visually-hidden" }, " here")),
    );
  }
}

/** Makes a valid room name of what the user has typed: "Tea & Cake" becomes "tea-cake". */
function roomName(text) {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}
