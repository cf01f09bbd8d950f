import { assert, bytes, inbox, scenario, target } from "../harness.js";

scenario("sends and gets binary as an argument", async (clients) => {
  const socket = await clients.connect();
  const echoes = inbox(socket, "echo");
  socket.emit("echo", bytes(256));
  assert.deepEqual(await echoes.first(), [bytes(256)]);
});

scenario("sends and gets binary at any depth, with other values around", async (clients) => {
  const socket = await clients.connect();
  const echoes = inbox(socket, "echo");
  const args = ["first", { list: [bytes(3), { deeper: { still: [bytes(2, 9), "x", null] } }], n: 1 }, bytes(1), []];
  socket.emit("echo", ...args);
  assert.deepEqual(await echoes.first(), args);
});

scenario("sends and gets empty binary", async (clients) => {
  const socket = await clients.connect();
  const echoes = inbox(socket, "echo");
  socket.emit("echo", Buffer.alloc(0), { empty: Buffer.alloc(0) });
  assert.deepEqual(await echoes.first(), [Buffer.alloc(0), { empty: Buffer.alloc(0) }]);
  assert.deepEqual(await socket.emitWithAck("reply", Buffer.alloc(0)), Buffer.alloc(0));
});

scenario("sends and gets 200 kB of binary", async (clients) => {
  const socket = await clients.connect();
  const large = bytes(200_000);
  assert.ok(large.equals(await socket.emitWithAck("reply", large)));
});

scenario("sends and gets as many attachments as are allowed, in their order", async (clients) => {
  const socket = await clients.connect();
  const echoes = inbox(socket, "echo");
  const args = Array.from({ length: 10 }, (ignored, index) => bytes(index * 100, index));
  socket.emit("echo", ...args);
  assert.deepEqual(await echoes.first(), args);
});

scenario("gets and gives binary in acknowledgements", async (clients) => {
  const socket = await clients.connect();
  const answer = await socket.emitWithAck("reply", { deep: [bytes(5), { er: bytes(6, 1) }] });
  assert.deepEqual(answer, { deep: [bytes(5), { er: bytes(6, 1) }] });
  socket.on("question", (data, ack) => ack({ got: data, more: [bytes(4, 4)] }, bytes(0)));
  assert.deepEqual(await socket.emitWithAck("ask", "question", bytes(7)), [
    { got: bytes(7), more: [bytes(4, 4)] },
    bytes(0),
  ]);
});

scenario("sends typed arrays and array buffers", async (clients) => {
  const socket = await clients.connect();
  // notepack.io sends all of the buffer that a view is of
  const view = target.parser === "msgpack" ? new Uint8Array([1, 2]) : new Uint8Array([0, 1, 2, 3]).subarray(1, 3);
  assert.deepEqual(await socket.emitWithAck("reply", view), Buffer.from([1, 2]));
  assert.deepEqual(await socket.emitWithAck("reply", new Uint8Array([7, 8]).buffer), Buffer.from([7, 8]));
}, { since: 3 });

scenario("keeps binary and other events apart in their order", async (clients) => {
  const socket = await clients.connect();
  const echoes = inbox(socket, "echo");
  const sent = Array.from({ length: 100 }, (ignored, index) => (index % 3 ? [index] : [index, bytes(20, index), bytes(0)]));
  sent.forEach((args) => socket.emit("echo", ...args));
  assert.deepEqual(await echoes.until(sent.length), sent);
});
