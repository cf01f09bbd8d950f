/**
 * Clients that come and go, and clients that stay, in a room to which all servers emit
 * numbers. Whoever is in the room gets what each server emits in its order, without a gap
 * and nothing twice: for those who stay from the first number to the last, for the others
 * from the first that they get to the last before they leave. A server has several threads,
 * so the next number after that may come when the client has left, and is in again.
 */
import { setTimeout as wait } from "node:timers/promises";
import { io } from "socket.io-client";
import { serve, settings } from "./control.js";

const { urls, room, members, churners, transports } = settings;
const errors = [];
const staying = [];
const report = { deliveries: 0, joins: 0, connections: 0 };
let stopped = false;

// A seed that is told can be given again
let seed = settings.seed;
function random(bound) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * bound);
}

class Member {
  /** The next number of each server. */
  next = new Map();
  /** What the next number of each server was when it left last; null before that. */
  left = null;
  /** The servers whose first number may be one from before. */
  late = new Set();
  /** The servers that reach it. */
  probes = new Set();
  inside = false;

  constructor(name, url) {
    this.name = name;
    this.socket = io(url, { forceNew: true, reconnection: false, transports, auth: { name } });
    this.socket.on("number", (server, number) => this.onNumber(server, number));
    this.socket.on("probe", (server) => this.probes.add(server));
    this.connected = new Promise((resolve, reject) => {
      this.socket.on("connect", resolve);
      this.socket.on("connect_error", reject);
    });
    this.socket.on("disconnect", (reason) => {
      if (!stopped && reason !== "io client disconnect" && !this.dropped) errors.push(`${name}: ${reason}`);
    });
    report.connections += 1;
  }

  onNumber(server, number) {
    report.deliveries += 1;
    const next = this.next.get(server) ?? (this.stays ? 0 : number);
    const skips = this.late.delete(server) && number > next;
    if (number !== next && !skips) errors.push(`${this.name}: ${number} of ${server} instead of ${next}`);
    if (!this.next.has(server) && this.left && (this.left.get(server) ?? number) === number) this.late.add(server);
    if (!this.inside && !this.entering) errors.push(`${this.name}: ${number} of ${server} outside`);
    this.next.set(server, number + 1);
  }

  async join() {
    this.next = new Map();
    this.late.clear();
    this.entering = true;
    await this.socket.emitWithAck("join", room);
    this.inside = true;
    this.entering = false;
    report.joins += 1;
  }

  /** What was sent before the answer has come before it, but for what is just being sent. */
  async leave() {
    await this.socket.emitWithAck("leave", room);
    this.left = this.next;
    this.inside = false;
  }
}

async function churn(name) {
  while (!stopped) {
    const member = new Member(name, urls[random(urls.length)]);
    await member.connected;
    for (let turns = random(4); turns >= 0 && !stopped; turns -= 1) {
      await member.join();
      await wait(random(100));
      await member.leave();
    }
    await member.join();
    member.dropped = true;
    random(2) === 0 ? member.socket.disconnect() : member.socket.io.engine.transport.ws.terminate();
  }
}

for (const [index, url] of urls.entries()) {
  for (let number = 0; number < members; number += 1) {
    const member = new Member(`member ${number} of ${index}`, url);
    member.stays = true;
    await member.connected;
    await member.join();
    staying.push(member);
  }
}
let churning;

serve({
  /** Whether those who stay are reached by all servers. */
  reached: ({ servers }) => staying.every(({ probes }) => servers.every((server) => probes.has(server))),
  churn: () => {
    churning = Array.from({ length: churners }, (ignored, number) =>
      churn(`churner ${number}`).catch((error) => errors.push(`churner ${number}: ${error}`)));
  },
  /** Resolves when those who stay have all numbers. */
  end: async ({ servers, count }) => {
    const deadline = Date.now() + settings.deadlineMillis;
    while (!staying.every(({ next }) => servers.every((server) => next.get(server) >= count))) {
      if (Date.now() > deadline) {
        errors.push(...staying.map(({ name, next }) => `${name} has ${JSON.stringify([...next])}`));
        break;
      }
      await wait(20);
    }
    stopped = true;
    await Promise.all(churning);
    return { ...report, errors: errors.slice(0, 20), failures: errors.length };
  },
});
