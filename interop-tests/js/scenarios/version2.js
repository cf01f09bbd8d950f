/** What version 2 of the client does otherwise than later ones. */
import { Manager } from "socket.io-client";
import { assert, bytes, inbox, once, scenario, settled, target, until } from "../harness.js";

scenario("is in the default namespace by connecting", async (clients) => {
  const socket = clients.socket("/", { query: { room: "Grüße & more" } });
  const welcome = inbox(socket, "welcome");
  await clients.connected(socket);
  assert.deepEqual(await welcome.first(), [{}, "/"]);
  assert.equal(socket.id, socket.io.engine.id);
  const handshake = await socket.emitWithAck("handshake");
  assert.equal(handshake.query.room, "Grüße & more");
  assert.equal(handshake.query.EIO, "3");
  assert.equal(handshake.query.transport, target.transports[0]);
  assert.deepEqual(handshake.auth, {});
});

scenario("joins other namespaces with a query, which is their auth", async (clients) => {
  const first = await clients.connect();
  const second = clients.socket("/second", { manager: first.io, auth: { name: "Zoë & co", number: 2 } });
  const welcome = inbox(second, "welcome");
  await clients.connected(second);
  assert.deepEqual(await welcome.first(), [{ name: "Zoë & co", number: "2" }, "/second"]);
  assert.equal(second.id, `/second#${first.id}`);
  second.disconnect();
  assert.equal(await first.emitWithAck("reply", "still here"), "still here");
  await clients.connected(second);
  assert.equal(await second.emitWithAck("reply", "back"), "back");
});

scenario("learns the data or the message of a refusal", async (clients) => {
  const root = await clients.connect();
  const member = clients.socket("/members", { manager: root.io, auth: { token: "wrong" } });
  member.connect();
  assert.deepEqual(await once(member, "error"), [{ code: 403, remedies: ["ask", "pay"] }]);
  const failing = clients.socket("/failing", { manager: root.io });
  failing.connect();
  assert.deepEqual(await once(failing, "error"), ["Internal error"]);
  const nowhere = clients.socket("/nowhere", { manager: root.io });
  nowhere.connect();
  assert.deepEqual(await once(nowhere, "error"), [{ message: "Invalid namespace" }]);
  assert.equal(await root.emitWithAck("reply", "here"), "here");
});

scenario("pings the server, which answers", async (clients) => {
  const socket = await clients.connect();
  const types = [];
  socket.io.engine.on("packet", ({ type }) => types.push(type));
  await until("two pongs", () => types.filter((type) => type === "pong").length >= 2);
  assert.ok(!types.includes("ping"));
  assert.equal(await socket.emitWithAck("reply", "alive"), "alive");
});

scenario("sends and gets binary as base64 if it is told to", async (clients) => {
  const socket = await clients.connect("/", { forceBase64: true });
  await settled(socket);
  const echoes = inbox(socket, "echo");
  socket.emit("echo", "é😀", bytes(256), { empty: bytes(0) });
  assert.deepEqual(await echoes.first(), ["é😀", bytes(256), { empty: bytes(0) }]);
  assert.deepEqual(await socket.emitWithAck("reply", bytes(3)), bytes(3));
});

scenario("shares rooms with clients of version 4, binary included", async (clients) => {
  const second = await clients.connect("/rooms");
  const base64 = await clients.connect("/rooms", { forceBase64: true });
  const fourth = new Manager(target.url, { transports: target.transports }).socket("/rooms");
  try {
    const all = [second, base64, fourth];
    const news = all.map((socket) => inbox(socket, "news"));
    await Promise.all(all.map((socket) => new Promise((resolve) => socket.emit("join", ["mixed"], resolve))));
    const args = ["é😀", { data: bytes(300) }, bytes(5_000, 1)];
    second.emit("send", { to: ["mixed"], event: "news", fromServer: true }, 1, ...args);
    await Promise.all(news.map(({ first }) => first()));
    fourth.emit("send", { to: ["mixed"], event: "news", fromServer: true }, 2, ...args);
    for (const { until } of news) {
      assert.deepEqual(await until(2), [[1, ...args], [2, ...args]]);
    }
    all.forEach((socket) => socket.on("question", (what, ack) => ack("yes")));
    assert.deepEqual(await second.emitWithAck("ask all", "mixed", 15_000), {
      responses: ["yes", "yes", "yes"],
      missing: 0,
      timedOut: false,
    });
  } finally {
    fourth.disconnect();
  }
});
