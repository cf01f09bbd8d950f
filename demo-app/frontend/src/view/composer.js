import { forgetPicture, pictureChosen } from "../model/picture.js";

/** Where the user writes: text, or a picture that is chosen, pasted or dropped, with the text as its caption. */
export class Composer {
  #chat;
  #notice;
  #picture = null;
  #form = document.getElementById("composer");
  #input = document.getElementById("message-input");
  #label = document.getElementById("message-label");
  #file = document.getElementById("picture-input");
  #button = document.getElementById("picture-button");
  #preview = document.getElementById("preview");

  constructor(chat, notice) {
    this.#chat = chat;
    this.#notice = notice;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#input.addEventListener("input", () => (this.#input.value ? chat.typed() : chat.stoppedTyping()));
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
    this.#input.addEventListener("paste", (event) => this.#pasted(event));
    this.#button.addEventListener("click", () => this.#file.click());
    this.#file.addEventListener("change", () => this.#attach(this.#file.files[0]));
    document.getElementById("preview-remove").addEventListener("click", () => this.#remove());
    this.#acceptDrops(document.getElementById("talk"), document.getElementById("drop-hint"));
  }

  /** Where there is a mouse; on a phone the keyboard would cover the messages. */
  focus() {
    if (matchMedia("(pointer: fine)").matches) this.#input.focus();
  }

  show() {
    const { current } = this.#chat;
    this.#form.hidden = !current;
    this.#button.hidden = current?.kind !== "room";
    if (this.#picture && current?.kind !== "room") this.#remove();
    const label = this.#picture ? "Describe the picture" : `Message ${current?.title ?? ""}`;
    this.#label.textContent = label;
    this.#input.placeholder = label;
  }

  #send() {
    const text = this.#input.value.trim();
    if (!text && !this.#picture) return;
    this.#chat.send(text, this.#picture);
    this.#input.value = "";
    this.#setPicture(null);
    this.#input.focus();
  }

  #pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #pasted(event) {
    const [file] = event.clipboardData.files;
    if (!file) return;
    event.preventDefault();
    this.#attach(file);
  }

  #acceptDrops(area, hint) {
    area.addEventListener("dragover", (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      hint.hidden = false;
    });
    area.addEventListener("dragleave", ({ relatedTarget }) => {
      if (!area.contains(relatedTarget)) hint.hidden = true;
    });
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      hint.hidden = true;
      this.#attach(event.dataTransfer.files[0]);
    });
  }

  async #attach(file) {
    this.#file.value = "";
    if (!file) return;
    if (this.#chat.current?.kind !== "room") {
      this.#notice.show("Pictures can be sent to rooms only.");
      return;
    }
    try {
      const picture = await pictureChosen(file);
      this.#remove();
      this.#setPicture(picture);
      this.#input.focus();
    } catch {
      this.#notice.show(`${file.name} cannot be sent as a picture.`);
    }
  }

  #remove() {
    forgetPicture(this.#picture);
    this.#setPicture(null);
  }

  #setPicture(picture) {
    this.#picture = picture;
    this.#preview.hidden = !picture;
    if (picture) {
      document.getElementById("preview-image").src = picture.url;
      document.getElementById("preview-name").textContent =
        `${picture.name}, ${Math.ceil(picture.bytes.byteLength / 1000)} kB`;
    }
    this.show();
  }
}
