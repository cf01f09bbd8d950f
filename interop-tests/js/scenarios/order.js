import { assert, bytes, gatedTransports, inbox, scenario, settled, target, transport, until } from "../harness.js";

const THOUSAND = Array.from({ length: 1000 }, (ignored, index) => index);

scenario("sends 1,000 events in their order", async (clients) => {
  const socket = await clients.connect();
  THOUSAND.forEach((number) => (number % 10 ? socket.emit("number", number) : socket.emit("number", number, bytes(10))));
  assert.deepEqual(await socket.emitWithAck("numbers"), THOUSAND);
});

scenario("gets 1,000 events in their order", async (clients) => {
  const socket = await clients.connect();
  const counted = inbox(socket, "counted");
  socket.emit("count", 1000);
  assert.deepEqual((await counted.until(1000)).map(([number]) => number), THOUSAND);
  await socket.emitWithAck("reply");
  assert.equal(counted.all.length, 1000);
});

scenario("sends and gets 1,000 events at once, in their order", async (clients) => {
  const socket = await clients.connect();
  const counted = inbox(socket, "counted");
  socket.emit("count", 1000);
  for (const number of THOUSAND) {
    socket.emit("number", number);
    if (number % 50 === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  assert.deepEqual((await counted.until(1000)).map(([number]) => number), THOUSAND);
  assert.deepEqual(await socket.emitWithAck("numbers"), THOUSAND);
});

scenario("keeps handlers of one socket in the order of its events, whatever they are", async (clients) => {
  const socket = await clients.connect();
  const expected = [];
  for (let i = 0; i < 60; i++) {
    const how = ["plain", "non-blocking", "reactive"][i % 3];
    socket.emit(`step ${how}`, i);
    expected.push(`${how} ${i}`);
  }
  assert.deepEqual(await socket.emitWithAck("steps"), expected);
});

scenario("answers pings, and stays", async (clients) => {
  const socket = await clients.connect();
  let pings = 0;
  socket.io.engine.on("packet", ({ type }) => (pings += type === "ping" ? 1 : 0));
  await until("two pings", () => pings >= 2);
  assert.equal(await socket.emitWithAck("reply", "alive"), "alive");
}, { since: 3 });

scenario("uses the transport that was asked for", async (clients) => {
  const socket = await clients.connect();
  await settled(socket);
  assert.equal(transport(socket), target.transports.at(-1));
  assert.equal(await socket.emitWithAck("transport"), target.transports.at(-1));
});

for (const attempt of ["once", "again"]) {
  scenario(`loses, doubles and reorders nothing around the upgrade (${attempt})`, async (clients) => {
    if (target.mode !== "upgrade") {
      return;
    }
    const { transports, beginUpgrade, endUpgrade } = gatedTransports();
    const socket = await clients.connect("/", { transports });
    const pumped = inbox(socket, "pumped");
    socket.emit("pump");
    await pumped.until(50);
    assert.equal(transport(socket), "polling");
    beginUpgrade();
    endUpgrade();
    let sent = 0;
    let more = 200;
    while (more > 0) {
      // Some with attachments, some with a question
      if (sent % 7 === 0) {
        socket.emit("number", sent, bytes(sent % 50), [bytes(3)]);
      } else if (sent % 11 === 0) {
        socket.emit("number", sent, () => {});
      } else {
        socket.emit("number", sent);
      }
      sent += 1;
      more -= transport(socket) === "websocket" ? 1 : 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await pumped.until(pumped.all.length + 50);
    const count = await socket.emitWithAck("pump stop");
    assert.deepEqual(await socket.emitWithAck("numbers"), Array.from({ length: sent }, (ignored, index) => index));
    await pumped.until(count);
    assert.deepEqual(pumped.all.map(([number]) => number), Array.from({ length: count }, (ignored, index) => index));
    pumped.all.forEach(([number, data]) => assert.deepEqual(data, number % 5 ? undefined : Buffer.from([number % 100])));
    assert.equal(transport(socket), "websocket");
  }, { since: 4 });
}

scenario("upgrades connections that are silent", async (clients) => {
  if (target.mode !== "upgrade") {
    return;
  }
  const sockets = await Promise.all(Array.from({ length: 5 }, () => clients.connect()));
  for (const socket of sockets) {
    await settled(socket);
    assert.equal(await socket.emitWithAck("transport"), "websocket");
  }
});

scenario("does everything after the upgrade as well", async (clients) => {
  const socket = await clients.connect();
  await settled(socket);
  const echoes = inbox(socket, "echo");
  socket.emit("echo", "text", { data: bytes(1000) });
  assert.deepEqual(await echoes.first(), ["text", { data: bytes(1000) }]);
  socket.on("question", (data, ack) => ack(data, 2));
  assert.deepEqual(await socket.emitWithAck("ask", "question", bytes(3)), [bytes(3), 2]);
});
