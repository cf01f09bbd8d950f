/** Shows the state of the connection, the transport in use and the latency. */
export class LinkStatus {
  #status = document.getElementById("status");
  #retry = document.getElementById("retry-now");
  #transport = document.getElementById("transport");
  #latency = document.getElementById("latency");

  constructor(connection, latency) {
    connection.addEventListener("status", () => this.#showConnection(connection));
    latency.addEventListener("change", () => this.#showLatency(latency));
    this.#retry.addEventListener("click", () => connection.open());
  }

  #showConnection({ state, secondsToRetry, transport }) {
    this.#status.dataset.state = state;
    this.#status.textContent = text(state, secondsToRetry);
    this.#retry.hidden = state === "connected" || state === "connecting";
    this.#transport.textContent = transport ?? "–";
  }

  #showLatency({ milliseconds }) {
    this.#latency.textContent = milliseconds === null ? "–" : `${Math.max(1, Math.round(milliseconds))} ms`;
  }
}

function text(state, seconds) {
  switch (state) {
    case "connected":
      return "Connected";
    case "connecting":
      return "Connecting…";
    case "reconnecting":
      return seconds > 0 ? `Reconnecting in ${seconds} s` : "Reconnecting…";
    default:
      return "Offline";
  }
}
