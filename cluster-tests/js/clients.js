/**
 * Clients, which remember in order what they receive. They lose and regain connections
 * only when they are told to.
 */
import { io } from "socket.io-client";
import { serve } from "./control.js";

const clients = new Map();

class Client {
  received = [];
  reasons = [];
  answer = undefined;
  waiting = new Set();

  constructor({ url, namespace = "/", auth, transports = ["websocket"] }) {
    this.socket = io(url + namespace, { forceNew: true, reconnection: false, transports, auth });
    this.socket.onAny((...event) => {
      const ack = typeof event.at(-1) === "function" ? event.pop() : undefined;
      if (ack && this.answer) ack(...this.answer);
      this.received.push(event);
      this.changed();
    });
    this.socket.on("connect", () => this.changed());
    this.socket.on("disconnect", (reason) => {
      this.reasons.push(reason);
      // Or the client would show what came before a CONNECT that did not come once more
      this.socket.receiveBuffer = [];
      this.changed();
    });
  }

  connected() {
    return new Promise((resolve, reject) => {
      this.socket.once("connect_error", reject);
      this.socket.once("connect", () => {
        this.socket.off("connect_error", reject);
        resolve({ id: this.socket.id, recovered: this.socket.recovered });
      });
    });
  }

  changed() {
    this.waiting.forEach((look) => look());
  }

  /** Resolves to whether it is so, as soon as it is, or when the time is over. */
  until(condition, within) {
    if (condition()) return true;
    return new Promise((resolve) => {
      const end = (result) => {
        this.waiting.delete(look);
        clearTimeout(timer);
        resolve(result);
      };
      const look = () => condition() && end(true);
      const timer = within && setTimeout(end, within, false);
      this.waiting.add(look);
    });
  }
}

serve({
  connect: async (options) => {
    const client = new Client(options);
    clients.set(options.client, client);
    return client.connected();
  },
  /** What has come since it was last asked, the fences left out. */
  received: ({ client }) => clients.get(client).received.splice(0).filter(([event]) => event !== "fence"),
  answer: ({ client, args }) => void (clients.get(client).answer = args),
  /** Resolves when an event has come whose first argument is the given one. */
  awaitEvent: ({ client, event, argument, within }) => {
    const { received } = clients.get(client);
    return clients.get(client).until(() => received.some(([name, first]) => name === event && first === argument), within);
  },
  awaitDisconnect: async ({ client }) => {
    await clients.get(client).until(() => !clients.get(client).socket.connected);
    return clients.get(client).reasons.at(-1);
  },
  state: ({ client }) => {
    const { socket: { connected, id, recovered }, reasons } = clients.get(client);
    return { connected, id: id ?? null, recovered, reasons };
  },
  /** What the client would tell when it comes back. */
  session: ({ client }) => {
    const { _pid: pid, _lastOffset: offset } = clients.get(client).socket;
    return { pid, offset };
  },
  transport: ({ client }) => clients.get(client).socket.io.engine.transport.name,
  ask: ({ client, event, args }) => clients.get(client).socket.emitWithAck(event, ...args),
  /** The connection breaks as when the network does: nobody says goodbye. */
  drop: ({ client }) => {
    clients.get(client).socket.io.engine.transport.ws.terminate();
    return clients.get(client).until(() => !clients.get(client).socket.connected);
  },
  awaitTransport: ({ client, transport }) => new Promise((resolve) => {
    const { engine } = clients.get(client).socket.io;
    const look = () => engine.transport.name === transport && resolve();
    engine.on("upgrade", look);
    look();
  }),
  /** To another node, as a load balancer would have it. */
  reconnect: ({ client, url }) => {
    const { socket } = clients.get(client);
    socket.io.uri = url;
    const connected = clients.get(client).connected();
    socket.connect();
    return connected;
  },
  disconnect: ({ client }) => {
    clients.get(client)?.socket.disconnect();
    clients.delete(client);
  },
});
