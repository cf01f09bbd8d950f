import { avatar } from "./avatar.js";
import { element } from "./element.js";
import { icon } from "./icon.js";

const CLOSE = 3 * 60_000; // messages of one person within this time are shown as one block
const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const calendar = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });

/** Draws one message. */
export class MessageItem {
  #chat;
  #viewer;

  constructor(chat, viewer) {
    this.#chat = chat;
    this.#viewer = viewer;
  }

  create(message) {
    const own = message.from === this.#chat.name;
    return element(
      "li",
      { class: "message", "data-testid": "message", "data-own": own },
      avatar(message.from),
      element(
        "div",
        { class: "bubble" },
        element("span", { class: "sender", "data-testid": "sender" }, own ? "You" : message.from),
        message.picture && this.#picture(message),
        message.text && element("p", { class: "text", "data-testid": "text" }, message.text),
        element("span", { class: "foot" }, element("time", {}), element("span", { class: "mark" })),
      ),
      own && element("div", { class: "failure" }),
    );
  }

  update(node, message, previous) {
    const continued = previous?.from === message.from && message.at - previous.at < CLOSE;
    node.toggleAttribute("data-continued", continued);
    if (node.dataset.state === message.state && node.dataset.at === String(message.at)) return;
    node.dataset.state = message.state;
    node.dataset.at = message.at;
    this.#showTime(node.querySelector("time"), message.at);
    if (!node.hasAttribute("data-own")) return;
    node.querySelector(".mark").replaceChildren(mark(message.state));
    node.querySelector(".failure").replaceChildren(...(message.state === "failed" ? this.#failure(message) : []));
  }

  #showTime(time, at) {
    const date = new Date(at);
    time.dateTime = date.toISOString();
    time.title = calendar.format(date);
    time.textContent = clock.format(date);
  }

  #picture(message) {
    const { picture, from } = message;
    if (!picture.url) return element("p", { class: "gone" }, `The picture ${picture.name} is no longer kept.`);
    const alt = message.text || `${picture.name}, a picture from ${from}`;
    const image = element("img", { src: picture.url, alt, "data-testid": "picture" });
    const button = element("button", { class: "picture", title: "Show the picture in full size" }, image);
    button.addEventListener("click", () => this.#viewer.show(picture.url, alt));
    return button;
  }

  #failure(message) {
    const retry = element("button", { class: "plain small", "data-testid": "retry" }, "Retry");
    const discard = element("button", { class: "plain small", "data-testid": "discard" }, "Discard");
    retry.addEventListener("click", () => this.#chat.retry(message));
    discard.addEventListener("click", () => this.#chat.discard(message));
    const reason = element("span", { role: "alert", "data-testid": "failed" }, `Not delivered. ${message.error}`);
    return [reason, retry, discard];
  }
}

const MARKS = {
  waiting: { name: "clock", label: "Waits for the connection" },
  sending: { name: "clock", label: "Sending" },
  delivered: { name: "check", label: "Delivered" },
  failed: { name: "alert", label: "Not delivered" },
};

function mark(state) {
  const { name, label } = MARKS[state];
  const text = element("span", { class: "visually-hidden" }, label);
  return element("span", { title: label, "data-testid": state === "failed" ? "failed-mark" : state }, icon(name), text);
}
