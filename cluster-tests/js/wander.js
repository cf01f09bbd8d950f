/**
 * Clients that lose their connection again and again and go to another server each time,
 * while all servers emit numbers to their room. Each is recovered each time, and gets what
 * each server emits in its order, without a gap and nothing twice.
 */
import { setTimeout as wait } from "node:timers/promises";
import { io } from "socket.io-client";
import { serve, settings } from "./control.js";

const { room, clients, urls } = settings;
const errors = [];
const wanderers = [];
const report = { deliveries: 0, losses: 0, recoveries: 0 };
let stopped = false;

// A seed that is told can be given again
let seed = settings.seed;
function random(bound) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * bound);
}

class Wanderer {
  /** The next number of each server. */
  next = new Map();
  /** The servers that reach it. */
  probes = new Set();
  connections = 0;

  constructor(name) {
    this.name = name;
    this.socket = io(urls[random(urls.length)], {
      forceNew: true,
      reconnection: false,
      transports: ["websocket"],
      auth: { name, rooms: [room] },
    });
    this.socket.on("number", (server, number) => this.onNumber(server, number));
    this.socket.on("probe", (server) => this.probes.add(server));
    this.socket.on("connect", () => this.onConnect());
    this.socket.on("connect_error", () => this.comeBack());
    this.socket.on("disconnect", () => {
      // Or the client would show what came before a CONNECT that did not come once more
      this.socket.receiveBuffer = [];
      report.losses += 1;
      this.comeBack();
    });
  }

  onNumber(server, number) {
    report.deliveries += 1;
    const next = this.next.get(server) ?? 0;
    if (number !== next && !this.anew) errors.push(`${this.name}: ${number} of ${server} instead of ${next}`);
    this.next.set(server, number + 1);
  }

  onConnect() {
    this.connections += 1;
    if (this.connections === 1) return;
    if (this.socket.recovered) {
      report.recoveries += 1;
      return;
    }
    errors.push(`${this.name}: not recovered by ${this.socket.io.uri}`);
    this.anew = true;
  }

  async comeBack() {
    await wait(random(50));
    if (stopped) return;
    this.socket.io.uri = urls[random(urls.length)];
    this.socket.connect();
  }

  async wander() {
    while (!stopped) {
      await wait(50 + random(400));
      if (this.socket.connected) this.socket.io.engine.transport.ws.terminate();
    }
  }
}

for (let number = 0; number < clients; number += 1) {
  wanderers.push(new Wanderer(`wanderer ${number}`));
}

serve({
  reached: ({ servers }) => wanderers.every(({ probes }) => servers.every((server) => probes.has(server))),
  wander: () => wanderers.forEach((wanderer) => wanderer.wander()),
  /** Resolves when all have all numbers. */
  end: async ({ servers, count }) => {
    const deadline = Date.now() + settings.deadlineMillis;
    while (!wanderers.every(({ next }) => servers.every((server) => next.get(server) >= count))) {
      if (Date.now() > deadline) {
        errors.push(...wanderers.map(({ name, next }) => `${name} has ${JSON.stringify([...next])}`));
        break;
      }
      await wait(20);
    }
    stopped = true;
    return { ...report, errors: errors.slice(0, 20), failures: errors.length };
  },
});
