/**
 * Runs scenarios one after another and reports each as a line of JSON on the standard
 * output, where the Java test reads it. Through the same lines a scenario asks the Java
 * test for what a client cannot do, such as restarting the server; answers come on the
 * standard input.
 */
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { NodeWebSocket, NodeXHR } from "socket.io-client";
import messagePackParser from "socket.io-msgpack-parser";

const DEADLINE_MILLIS = 20_000;

const TRANSPORTS = {
  polling: ["polling"],
  websocket: ["websocket"],
  upgrade: ["polling", "websocket"],
};

const PARSERS = {
  default: undefined,
  msgpack: messagePackParser,
};

/** The packages of the client by its major version. */
const PACKAGES = {
  2: "socket.io-client-v2",
  3: "socket.io-client-v3",
  4: "socket.io-client",
};

const scenarios = [];
const waiting = new Set();
const questions = new Map();
let lastQuestion = 0;
let lastKey = 0;

/** Where the server is, which way to go there, and with which parser and version of the client. */
export const target = {};

/** A scenario, which runs with clients of that major version and newer ones. */
export function scenario(name, body, { since = 2, deadline = DEADLINE_MILLIS } = {}) {
  scenarios.push({ name, body, since, deadline });
}

export async function run(url, mode, parser, version) {
  const { Manager } = await import(PACKAGES[version]);
  Object.assign(target, { url, mode, parser, version, Manager, transports: TRANSPORTS[mode] });
  listenToAnswers();
  scenario("leaves no client behind", () => askTest("no clients"));
  const wanted = scenarios.filter(({ since }) => since <= version);
  for (const { name, body, deadline } of wanted) {
    const start = performance.now();
    report({ scenario: name, error: await outcome(body, deadline), millis: Math.round(performance.now() - start) });
  }
  report({ end: wanted.length });
  process.exit(0);
}

async function outcome(body, millis) {
  const clients = new Clients();
  let timer;
  const deadline = new Promise((resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`still waiting for: ${[...waiting].map(({ what }) => what).join(", ")}`)), millis);
  });
  try {
    await Promise.race([body(clients), deadline]);
    return undefined;
  } catch (error) {
    return error.stack ?? String(error);
  } finally {
    clearTimeout(timer);
    waiting.clear();
    clients.leave();
  }
}

function report(line) {
  process.stdout.write(JSON.stringify(line) + "\n");
}

function listenToAnswers() {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (line) => {
    const { id, value, error } = JSON.parse(line);
    const { resolve, reject } = questions.get(id);
    questions.delete(id);
    error ? reject(new Error(error)) : resolve(value);
  });
  // The Java test is gone
  lines.on("close", () => process.exit(1));
}

/**
 * Asks the Java test: "long" whether tests may take long, "restart" restarts the server on the same port,
 * "reason" waits for the reason why the server lost a socket, by its namespace and key, "no
 * clients" until the server has lost all of them; "proxy" for the way through the proxy, which is
 * made to "pause" and "resume" reading from the server.
 */
export function askTest(command, argument) {
  const id = (lastQuestion += 1);
  const answer = new Promise((resolve, reject) => questions.set(id, { resolve, reject }));
  report({ id, command, argument });
  return waitFor(`the test's answer to ${command} ${argument ?? ""}`, answer);
}

async function waitFor(what, promise) {
  const entry = { what };
  waiting.add(entry);
  try {
    return await promise;
  } finally {
    waiting.delete(entry);
  }
}

/** The arguments of the next such event. */
export function once(emitter, event) {
  return waitFor(`event ${event}`, new Promise((resolve) => emitter.once(event, (...args) => resolve(args))));
}

/** Keeps the events of one name, from now on. */
export function inbox(emitter, event) {
  const all = [];
  const arrivals = [];
  emitter.on(event, (...args) => {
    all.push(args);
    arrivals.splice(0).forEach((arrival) => arrival());
  });
  const until = async (count) => {
    while (all.length < count) {
      await waitFor(`${count} times ${event}, got ${all.length}`, new Promise((resolve) => arrivals.push(resolve)));
    }
    return all;
  };
  return { all, until, first: async () => (await until(1))[0] };
}

/** Waits for something that no event tells. */
export function until(what, condition) {
  return waitFor(what, (async () => {
    while (!condition()) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  })());
}

/** Waits until a connection that is to be upgraded has been. */
export async function settled(socket) {
  if (target.mode === "upgrade") {
    await until("the upgrade", () => transport(socket) === "websocket");
  }
  await until("a transport that can take a packet", () => socket.io.engine.transport.writable);
}

export function transport(socket) {
  return socket.io.engine.transport.name;
}

/**
 * The server ended the connection. With polling a request may be answered by an error before
 * the client learns of the close.
 */
export function assertClosedByServer(reason, { polling = target.mode !== "websocket" } = {}) {
  assert.match(reason, polling ? /^transport (close|error)$/ : /^transport close$/);
}

/** Bytes of which no two neighbours are alike. */
export function bytes(length, seed = 0) {
  return Buffer.from({ length }, undefined).map((ignored, index) => (index * 7 + seed) % 256);
}

/**
 * Transports whose upgrade begins and ends when it may. Before its end the client does not
 * poll any more, and has not said that it has upgraded.
 */
export function gatedTransports() {
  let beginUpgrade;
  let endUpgrade;
  const beginning = new Promise((resolve) => (beginUpgrade = resolve));
  class GatedWebSocket extends NodeWebSocket {
    #held = [];

    doOpen() {
      endUpgrade = () => {
        const held = this.#held;
        this.#held = undefined;
        held.forEach((packets) => super.send(packets));
      };
      beginning.then(() => super.doOpen());
    }

    send(packets) {
      const probe = packets[0].data === "probe";
      this.#held && !probe ? this.#held.push(packets) : super.send(packets);
    }
  }
  return { transports: [NodeXHR, GatedWebSocket], beginUpgrade, endUpgrade: () => endUpgrade() };
}

/** The clients of one scenario. */
class Clients {
  #sockets = [];

  manager({ url = target.url, ...options } = {}) {
    return new target.Manager(url, { transports: target.transports, parser: PARSERS[target.parser], reconnection: false, ...options });
  }

  /** A socket that is not connected yet. */
  socket(namespace = "/", { auth, retries, ackTimeout, manager, ...options } = {}) {
    // Version 2 has no auth, but a query: of the connection for "/", of the CONNECT for others
    const query = target.version === 2 ? { query: { ...auth, ...options.query } } : {};
    const owner = manager ?? this.manager({ autoConnect: false, ...options, ...query });
    const socket = owner.socket(namespace, { auth, retries, ackTimeout, ...query });
    // Clients before version 4.6 know callbacks alone
    socket.emitWithAck ??= (event, ...args) => new Promise((resolve) => socket.emit(event, ...args, resolve));
    this.#sockets.push(socket);
    return socket;
  }

  /** A socket that is connected. */
  async connect(namespace, options) {
    const socket = this.socket(namespace, options);
    await this.connected(socket);
    return socket;
  }

  connected(socket) {
    const done = waitFor(`connect to ${socket.nsp}`, new Promise((resolve, reject) => {
      socket.once("connect", resolve);
      // Version 2 has "error" for refusals by the server
      ["connect_error", "error"].forEach((event) => socket.once(event, reject));
    }));
    socket.connect();
    return done;
  }

  leave() {
    for (const socket of this.#sockets) {
      socket.io.reconnection(false);
      socket.disconnect();
    }
  }
}

/** What the server remembers a socket by. */
export function newKey() {
  lastKey += 1;
  return `${process.pid}-${lastKey}`;
}

export { assert };
