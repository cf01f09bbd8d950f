import { Outbox } from "../net/outbox.js";
import { Refusal, Server } from "../net/server.js";
import { Conversation } from "./conversation.js";
import { messageReceived, messageWritten } from "./message.js";
import { TypingSignal } from "./typing-signal.js";

/**
 * The state of the chat: who is online, which rooms there are, and the user's conversations.
 * Fires "change" after each change, "open" when the user turns to a conversation, "arrival" when
 * somebody else has written and "notice" when the user should be told something.
 */
export class Chat extends EventTarget {
  users = []; // the names of all who are online
  rooms = []; // { name, users }
  conversations = [];
  current = null;

  #socket;
  #session;
  #server;
  #outbox = new Outbox(
    (letter) => this.#deliver(letter),
    (letter) => this.#letterChanged(letter),
  );
  #typing = new TypingSignal((room, typing) => this.#socket.connected && this.#server.typing(room, typing));

  constructor(socket, session) {
    super();
    this.#socket = socket;
    this.#session = session;
    this.#server = new Server(socket);

    socket.on("connect", () => this.#enter());
    socket.on("disconnect", () => this.#outbox.close());
    socket.on("presence", (presence) => this.#showPresence(presence));
    socket.on("message", (room, message) => this.#receive("room", room, message));
    socket.on("picture", (room, message, data) => this.#receive("room", room, message, data));
    socket.on("private", (message) => {
      this.#receive("private", message.from === this.name ? message.to : message.from, message);
    });
    socket.on("typing", (room, name, typing) => this.find("room", room)?.typists.set(name, typing));
    document.addEventListener("visibilitychange", () => this.#read());
  }

  get name() {
    return this.#session.name;
  }

  get unread() {
    return this.conversations.reduce((total, { unread }) => total + unread, 0);
  }

  find(kind, name) {
    return this.conversations.find((one) => one.kind === kind && one.name === name);
  }

  /** The people in a room; none in a private talk. */
  membersOf(conversation) {
    if (conversation?.kind !== "room") return [];
    return this.rooms.find(({ name }) => name === conversation.name)?.users ?? [];
  }

  /** Begins with the rooms of this tab's last visit. */
  start() {
    for (const room of this.#session.rooms) this.#conversation("room", room);
    this.open(this.conversations[0] ?? null);
  }

  end() {
    for (const conversation of [...this.conversations]) this.#remove(conversation);
    this.current = null;
    this.users = [];
    this.rooms = [];
    this.#changed();
  }

  open(conversation) {
    this.#typing.stop();
    this.current = conversation;
    this.#read();
    this.dispatchEvent(new Event("open"));
  }

  joinRoom(name) {
    const isNew = !this.find("room", name);
    const conversation = this.#conversation("room", name);
    this.open(conversation);
    this.#saveRooms();
    if (isNew && this.#socket.connected) this.#join(conversation);
  }

  talkTo(name) {
    this.open(this.#conversation("private", name));
  }

  /** Leaves a room, or closes a private talk. */
  leave(conversation) {
    this.#remove(conversation);
    this.#saveRooms();
    if (conversation.kind === "room" && this.#socket.connected) {
      this.#server.leave(conversation.name).catch((error) => this.#notify(`Not left ${conversation.title}: ${error.message}`));
    }
    if (this.current === conversation) this.open(this.conversations[0] ?? null);
  }

  send(text, picture = null) {
    const message = messageWritten(this.name, text, picture);
    this.#typing.stop();
    this.current.add(message);
    this.#outbox.post(this.current, message);
  }

  retry(message) {
    this.#outbox.retry(message);
  }

  discard(message) {
    this.#outbox.discard(message);
    this.current.remove(message);
    this.#changed();
  }

  typed() {
    if (this.current?.kind === "room") this.#typing.typed(this.current.name);
  }

  stoppedTyping() {
    this.#typing.stop();
  }

  /** After each connection: back into the rooms, and only then out with the messages that waited. */
  async #enter() {
    const rooms = this.conversations.filter(({ kind }) => kind === "room");
    await Promise.all(rooms.map((room) => this.#join(room)));
    if (this.#socket.connected) this.#outbox.open();
  }

  async #join(conversation) {
    try {
      const { history } = await this.#server.join(conversation.name);
      const added = history
        .map(({ data, ...message }) => messageReceived(message, data))
        .filter((message) => conversation.add(message));
      if (conversation.known) this.#count(conversation, added);
      conversation.known = true;
    } catch (error) {
      if (!this.#socket.connected) return; // the next connection joins again
      if (error instanceof Refusal) this.leave(conversation);
      this.#notify(`Could not join ${conversation.title}: ${error.message}`);
    }
    this.#changed();
  }

  #deliver({ conversation: { kind, name }, message }) {
    if (kind === "private") return this.#server.private(name, message);
    return message.picture ? this.#server.picture(name, message) : this.#server.message(name, message);
  }

  #letterChanged({ conversation }) {
    conversation.sort();
    this.#changed();
  }

  #receive(kind, name, wire, data) {
    const conversation = kind === "room" ? this.find(kind, name) : this.#conversation(kind, name);
    if (!conversation) return; // a room just left
    const message = messageReceived(wire, data);
    if (!conversation.add(message)) return;
    conversation.typists.set(message.from, false);
    this.#count(conversation, [message]);
    if (message.from !== this.name) {
      this.dispatchEvent(new CustomEvent("arrival", { detail: { conversation, message } }));
    }
    this.#changed();
  }

  #showPresence({ users, rooms }) {
    this.users = users;
    this.rooms = rooms;
    this.#changed();
  }

  #count(conversation, messages) {
    if (conversation === this.current && !document.hidden) return;
    conversation.unread += messages.filter(({ from }) => from !== this.name).length;
  }

  #read() {
    if (this.current && !document.hidden) this.current.unread = 0;
    this.#changed();
  }

  #conversation(kind, name) {
    let conversation = this.find(kind, name);
    if (!conversation) {
      conversation = new Conversation(kind, name, () => this.#changed());
      this.conversations.push(conversation);
    }
    return conversation;
  }

  #remove(conversation) {
    this.#outbox.forget(conversation);
    this.conversations = this.conversations.filter((other) => other !== conversation);
    conversation.clear();
  }

  #saveRooms() {
    this.#session.rooms = this.conversations.filter(({ kind }) => kind === "room").map(({ name }) => name);
  }

  #notify(text) {
    this.dispatchEvent(new CustomEvent("notice", { detail: text }));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
