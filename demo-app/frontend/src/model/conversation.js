import { forgetPicture } from "./picture.js";
import { Typists } from "./typists.js";

const LONGEST = 200;

/** A room the user has joined, or a private talk with one person. */
export class Conversation {
  messages = [];
  unread = 0;
  known = false; // whether its history has been seen before

  constructor(kind, name, changed) {
    this.kind = kind; // "room" or "private"
    this.name = name;
    this.typists = new Typists(changed);
  }

  get title() {
    return this.kind === "room" ? `#${this.name}` : this.name;
  }

  /** Adds a message unless it is there already; returns whether it is new. */
  add(message) {
    const present = this.messages.find(({ id }) => id === message.id);
    if (present) {
      this.#confirm(present, message);
      return false;
    }
    this.messages.push(message);
    this.sort();
    while (this.messages.length > LONGEST) forgetPicture(this.messages.shift().picture);
    return true;
  }

  /** The server's time orders what it has accepted; what still waits comes last, as written. */
  sort() {
    const place = ({ state, at }) => (state === "waiting" || state === "sending" ? Number.MAX_SAFE_INTEGER : at);
    this.messages.sort((a, b) => place(a) - place(b));
  }

  remove(message) {
    forgetPicture(message.picture);
    this.messages = this.messages.filter((other) => other !== message);
  }

  clear() {
    for (const message of this.messages) forgetPicture(message.picture);
    this.messages = [];
    this.typists.clear();
  }

  #confirm(present, message) {
    if (present !== message) forgetPicture(message.picture);
    present.at = message.at;
    present.state = message.state;
    present.error = null;
    this.sort();
  }
}
