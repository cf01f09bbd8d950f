import { assert, scenario } from "../harness.js";

const BLOCKED = 1000;

scenario("is served by virtual threads, with the context of its event", async (clients) => {
  const socket = await clients.connect();
  const [connected, called, event] = await socket.emitWithAck("threads");
  assert.match(connected, /^VirtualThread\[.*socketio-worker-/);
  assert.match(called, /^VirtualThread\[.*socketio-worker-/);
  assert.equal(event, "threads");
});

scenario("has its events handled in their order", async (clients) => {
  const socket = await clients.connect();
  const numbers = Array.from({ length: 500 }, (ignored, index) => index);
  numbers.forEach((number) => socket.emit("append", number));
  assert.deepEqual(await socket.emitWithAck("numbers"), numbers);
});

scenario("is not hindered by the blocked handlers of others", async (clients) => {
  const manager = clients.manager();
  const answers = Array.from({ length: BLOCKED }, (ignored, index) => {
    const socket = clients.socket(`/blocked/${index}`, { manager });
    socket.connect();
    return socket.emitWithAck("block");
  });
  const other = await clients.connect();
  while ((await other.emitWithAck("waiting")) < BLOCKED) {
    assert.equal(await other.emitWithAck("echo", "text"), "text");
  }
  assert.equal(await other.emitWithAck("echo", "unharmed"), "unharmed");
  other.emit("open");
  assert.deepEqual(new Set(await Promise.all(answers)), new Set(["released"]));
});
