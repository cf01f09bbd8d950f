import { connect, createServer } from "node:net";
import { askTest, assert, inbox, newKey, once, scenario, target, until } from "../harness.js";

const EAGER = { reconnection: true, reconnectionDelay: 5, reconnectionDelayMax: 20, timeout: 4000 };

const STREAMS = 4;

/** A proxy whose connections can be cut, with what is on its way in them. */
class Line {
  #pairs = new Set();
  #server = createServer((client) => {
    const { hostname, port } = new URL(target.url);
    const pair = { client, server: connect(port, hostname), silent: false };
    this.#pairs.add(pair);
    const end = () => {
      this.#pairs.delete(pair);
      client.destroy();
      pair.server.destroy();
    };
    [client, pair.server].forEach((socket) => socket.setNoDelay(true).on("error", end));
    client.on("close", () => pair.silent || end());
    pair.server.on("close", end);
    client.pipe(pair.server);
    pair.server.pipe(client);
  });

  async open() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${this.#server.address().port}`;
  }

  /** The client sees it, and the server unless it happens in silence. */
  cut(silent) {
    for (const pair of this.#pairs) {
      pair.silent ||= silent;
      if (pair.silent) {
        pair.client.unpipe();
        pair.server.unpipe();
        pair.server.resume();
      } else {
        pair.server.destroy();
      }
      pair.client.destroy();
    }
  }

  close() {
    this.#server.close();
    for (const { client, server } of this.#pairs) {
      client.destroy();
      server.destroy();
    }
  }
}

/** A client behind a line, and the numbers that it got. */
async function follow(clients) {
  const line = new Line();
  const url = await line.open();
  const { opts } = clients.manager({ autoConnect: false });
  const socket = clients.socket("/", { manager: new target.Manager(url, { ...opts, ...EAGER }) });
  // Or the client would show what came before a CONNECT that did not come once more
  socket.on("disconnect", () => (socket.receiveBuffer = []));
  await clients.connected(socket);
  const key = newKey();
  const got = Array.from({ length: STREAMS }, () => []);
  socket.on("number", (owner, stream, number) => owner === key && got[stream].push(number));
  return { line, socket, key, got };
}

function assertEachOnce(got, counts) {
  assert.equal(got.length, counts.length);
  got.forEach((numbers, stream) => {
    assert.ok(counts[stream] > 0);
    assert.deepEqual(numbers, Array.from({ length: counts[stream] }, (ignored, number) => number), `stream ${stream}`);
  });
}

async function lose({ line, socket }, silent) {
  const back = once(socket, "connect");
  let away = false;
  socket.once("disconnect", () => (away = true));
  // Between two polls there may be no connection to cut
  for (; !away; await new Promise((resolve) => setTimeout(resolve, 5))) {
    line.cut(silent);
  }
  await back;
}

scenario("recovers id, rooms and attributes", async (clients) => {
  const follower = await follow(clients);
  const { line, socket } = follower;
  const id = socket.id;
  assert.ok(!socket.recovered);
  // It has seen no event, and so has no offset
  for (let i = 0; i < 3; i += 1) {
    await lose(follower, false);
    assert.ok(socket.recovered);
    assert.equal(socket.id, id);
    assert.deepEqual(await socket.emitWithAck("state"), { recovered: true, inRoom: true, name: "attributes stay" });
  }
  line.close();
}, { since: 4 });

scenario("is new after it has left", async (clients) => {
  const { line, socket } = await follow(clients);
  const id = socket.id;
  socket.disconnect();
  await clients.connected(socket);
  assert.ok(!socket.recovered);
  assert.notEqual(socket.id, id);
  line.close();
}, { since: 4 });

scenario("misses nothing and gets nothing twice", async (clients) => {
  const losses = (await askTest("long")) ? 104 : 10;
  const follower = await follow(clients);
  const { line, socket, key, got } = follower;
  const counts = inbox(socket, "counts");
  const id = socket.id;
  socket.emit("start", key);
  await until("the first number", () => got[0].length > 0);
  for (let i = 0; i < losses; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 60));
    await lose(follower, i % 20 === 7);
    assert.ok(socket.recovered, `recovered after loss ${i + 1}`);
    assert.equal(socket.id, id);
  }
  socket.emit("stop", key);
  assertEachOnce(got, (await counts.first())[0]);
  line.close();
}, { since: 4, deadline: 110_000 });
