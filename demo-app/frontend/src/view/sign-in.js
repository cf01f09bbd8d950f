/** The form in which the user chooses a display name. Fires "submit" with the name. */
export class SignIn extends EventTarget {
  #section = document.getElementById("sign-in");
  #form = this.#section.querySelector("form");
  #input = document.getElementById("name");
  #error = document.getElementById("sign-in-error");
  #button = this.#form.querySelector("button");

  constructor(lastName) {
    super();
    this.#input.value = lastName;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      const name = this.#input.value.trim();
      if (!name) {
        this.show("Please enter a name.");
        return;
      }
      this.wait("");
      this.dispatchEvent(new CustomEvent("submit", { detail: name }));
    });
  }

  show(error) {
    this.#section.hidden = false;
    this.#set(error, false);
    this.#input.focus();
    this.#input.select();
  }

  wait(error) {
    this.#set(error, true);
  }

  hide() {
    this.#section.hidden = true;
    this.#set("", false);
  }

  #set(error, waiting) {
    this.#error.textContent = error;
    this.#input.setAttribute("aria-invalid", Boolean(error) && !waiting);
    this.#button.textContent = waiting ? "Joining…" : "Join the chat";
  }
}
