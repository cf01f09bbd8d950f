import { io } from "socket.io-client";
import { Countdown } from "./countdown.js";

const FIRST_DELAY = 1000;
const LONGEST_DELAY = 8000;

/**
 * The connection to the server: one transport that carries two namespaces, "/" for the chat and
 * "/stats" for the server's figures. Fires "status" when its state, countdown or transport changes
 * and "refused" when the server does not let the user in.
 */
export class Connection extends EventTarget {
  state = "offline"; // connecting, connected, reconnecting or offline
  secondsToRetry = 0;
  transport = null;

  #failures = 0;
  #countdown = new Countdown((seconds) => {
    this.secondsToRetry = seconds;
    this.#changed();
  });

  constructor(credentials) {
    super();
    this.chat = io("/", {
      autoConnect: false,
      auth: (send) => send(credentials()),
      reconnectionDelay: FIRST_DELAY,
      reconnectionDelayMax: LONGEST_DELAY,
      randomizationFactor: 0, // no jitter: the page shows an exact countdown
    });
    this.stats = io("/stats", { autoConnect: false });

    this.chat.on("connect", () => this.#connected());
    this.chat.on("disconnect", () => this.#interrupted());
    this.chat.on("connect_error", (error) => (this.chat.active ? this.#interrupted() : this.#refused(error)));
    this.chat.io.on("reconnect_attempt", () => this.#attempting());
    this.chat.io.on("open", () => this.#watchTransport());
    window.addEventListener("online", () => this.state !== "connected" && this.chat.active && this.open());
    window.addEventListener("offline", () => this.state === "reconnecting" && this.#enter("offline"));
  }

  get connected() {
    return this.chat.connected;
  }

  /** Connects at once, even while waiting for the next attempt. */
  open() {
    if (this.chat.active) this.close();
    this.#failures = 0;
    this.#enter("connecting");
    this.stats.connect();
    this.chat.connect();
  }

  close() {
    this.#countdown.stop();
    this.stats.disconnect();
    this.chat.disconnect();
    this.#enter("offline");
  }

  #connected() {
    this.#failures = 0;
    this.#countdown.stop();
    this.#enter("connected");
  }

  /** The connection is lost, or an attempt has failed: the client tries again, unless it was told to go. */
  #interrupted() {
    this.transport = null;
    if (!this.chat.active) {
      this.#enter("offline");
      return;
    }
    const delay = Math.min(FIRST_DELAY * 2 ** this.#failures, LONGEST_DELAY);
    this.#failures += 1;
    this.#enter(navigator.onLine ? "reconnecting" : "offline");
    this.#countdown.start(delay);
  }

  #attempting() {
    this.#countdown.stop();
    if (this.chat.active && navigator.onLine) this.#enter("reconnecting");
  }

  /** The transport stays open, as "/stats" still uses it: the next sign-in needs no new one. */
  #refused(error) {
    this.#enter("offline");
    this.dispatchEvent(new CustomEvent("refused", { detail: error }));
  }

  #watchTransport() {
    const { engine } = this.chat.io;
    this.transport = engine.transport.name;
    engine.on("upgrade", (transport) => {
      this.transport = transport.name;
      this.#changed();
    });
    this.#changed();
  }

  #enter(state) {
    this.state = state;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("status"));
  }
}
