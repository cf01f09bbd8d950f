/** Shows a picture in full size. */
export class PictureViewer {
  #dialog = document.getElementById("viewer");
  #image = document.getElementById("viewer-image");
  #caption = document.getElementById("viewer-caption");

  constructor() {
    this.#dialog.addEventListener("click", ({ target }) => target === this.#dialog && this.#dialog.close());
  }

  show(url, caption) {
    this.#image.src = url;
    this.#caption.textContent = caption;
    this.#dialog.showModal();
  }
}
