import { avatar } from "./avatar.js";
import { badge } from "./badge.js";
import { element } from "./element.js";
import { KeyedList } from "./keyed-list.js";

/** Who is online, and with whom the user talks in private. */
export class PeopleList {
  #chat;
  #count = document.getElementById("people-count");
  #me = document.getElementById("me-name");
  #meAvatar = document.getElementById("me-avatar");
  #list = new KeyedList(document.getElementById("people"), {
    key: (name) => name,
    create: (name) => this.#create(name),
    update: (item, name) => this.#update(item, name),
  });

  constructor(chat) {
    this.#chat = chat;
  }

  show() {
    const { name: me, users, conversations } = this.#chat;
    const talks = conversations.filter(({ kind }) => kind === "private").map(({ name }) => name);
    this.#list.show([...new Set([...users, ...talks])]);
    this.#count.textContent = users.length;
    this.#showMe(me);
  }

  #showMe(name) {
    if (!name || this.#me.textContent === name) return;
    this.#me.textContent = name;
    this.#meAvatar.replaceChildren(avatar(name));
  }

  #create(name) {
    const me = name === this.#chat.name;
    const entry = element(
      me ? "div" : "button",
      { class: "entry", "data-testid": `user-${name}`, title: !me && `Write to ${name} in private` },
      avatar(name),
      element("span", { class: "name" }, me ? `${name} (you)` : name),
      element("span", { class: "extra" }),
    );
    if (!me) entry.addEventListener("click", () => this.#chat.talkTo(name));
    return element("li", {}, entry);
  }

  #update(item, name) {
    const button = item.firstElementChild;
    if (name === this.#chat.name) return;
    const conversation = this.#chat.find("private", name);
    const online = this.#chat.users.includes(name);
    button.toggleAttribute("data-offline", !online);
    if (conversation && conversation === this.#chat.current) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    const extra = [badge(conversation?.unread), online ? null : element("span", { class: "hint" }, "offline")];
    button.querySelector(".extra").replaceChildren(...extra.filter(Boolean));
  }
}
