import { avatar } from "./avatar.js";
import { element } from "./element.js";
import { KeyedList } from "./keyed-list.js";

/** Who is in the open room. */
export class MemberList {
  #chat;
  #section = document.getElementById("members-section");
  #count = document.getElementById("members-count");
  #list = new KeyedList(document.getElementById("members"), {
    key: (name) => name,
    create: (name) => this.#create(name),
    update: () => {},
  });

  constructor(chat) {
    this.#chat = chat;
  }

  show() {
    const members = this.#chat.membersOf(this.#chat.current);
    this.#section.hidden = this.#chat.current?.kind !== "room";
    this.#count.textContent = members.length;
    this.#list.show(members);
  }

  #create(name) {
    const label = name === this.#chat.name ? `${name} (you)` : name;
    return element("li", { class: "member", "data-testid": `member-${name}` }, avatar(name), element("span", { class: "name" }, label));
  }
}
