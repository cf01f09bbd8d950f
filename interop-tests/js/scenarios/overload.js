import { assert, assertClosedByServer, inbox, once, scenario, settled } from "../harness.js";

/** As the server is set up: handled at the same time, and waiting for that. */
const IN_FLIGHT = 4;
const QUEUED = 8;

const numbers = (count) => Array.from({ length: count }, (ignored, index) => index);

async function flood(clients, event, count) {
  const socket = await clients.connect();
  await settled(socket);
  const { id } = socket;
  numbers(count).forEach((number) => socket.emit(event, number));
  return { socket, id };
}

for (const event of ["worker", "reactive"]) {
  scenario(`loses nothing of a flood of ${event} events, and needs no pong while it is not read`, async (clients) => {
    const other = await clients.connect();
    const { socket, id } = await flood(clients, event, 5_000);
    const gone = inbox(socket, "disconnect");
    // More than the interval and the time-out of pings
    const pings = inbox(socket.io, "ping");
    for (let i = 0; pings.all.length < 20; i++) {
      assert.equal(await other.emitWithAck("echo", i), i);
      await pings.until(Math.min(i, 20));
    }
    const { started, paused } = await other.emitWithAck("state", id);
    assert.ok(started <= IN_FLIGHT, `${started} were started`);
    assert.ok(paused > 0);
    await other.emitWithAck("release", id);
    assert.deepEqual(await socket.emitWithAck("handled"), numbers(5_000));
    assert.deepEqual(gone.all, []);
  }, { since: 3 });
}

scenario("gets an answer through to a handler that blocks for it behind full queues", async (clients) => {
  const other = await clients.connect();
  const socket = await clients.connect();
  await settled(socket);
  const { id } = socket;
  socket.on("question", (answer) => answer("the answer"));
  const asked = once(socket, "asked");
  socket.emit("ask later", 0);
  numbers(IN_FLIGHT + QUEUED + 4).forEach((number) => socket.emit("worker", number));
  await other.emitWithAck("until paused", id);
  await other.emitWithAck("release one", id);
  assert.deepEqual(await asked, ["the answer"]);
  await other.emitWithAck("release", id);
  assert.deepEqual(await socket.emitWithAck("handled"), numbers(IN_FLIGHT + QUEUED + 4));
});

scenario("ends a handler that blocks for an answer which does not come, by its time-out", async (clients) => {
  const other = await clients.connect();
  const socket = await clients.connect();
  await settled(socket);
  const { id } = socket;
  const asked = once(socket, "asked");
  socket.emit("ask later", 500);
  numbers(IN_FLIGHT + QUEUED + 4).forEach((number) => socket.emit("worker", number));
  await other.emitWithAck("until paused", id);
  await other.emitWithAck("release one", id);
  assert.deepEqual(await asked, ["AckTimeoutException"]);
  await other.emitWithAck("release", id);
});

scenario("ends a handler that blocks for an answer which is behind too many events, by the close", async (clients) => {
  const other = await clients.connect();
  const socket = await clients.connect();
  await settled(socket);
  const { id } = socket;
  socket.on("question", (answer) => answer("too late"));
  const gone = once(socket, "disconnect");
  socket.emit("ask later", 0);
  numbers(5_000).forEach((number) => socket.emit("worker", number));
  await other.emitWithAck("until paused", id);
  await other.emitWithAck("release one", id);
  assertClosedByServer((await gone)[0]);
  assert.equal(await other.emitWithAck("outcome", id), "SocketDisconnectedException");
  assert.equal(await other.emitWithAck("reason", id), "overloaded");
  assert.equal(await other.emitWithAck("echo", "unharmed"), "unharmed");
});

scenario("leaves in order though its events wait", async (clients) => {
  const other = await clients.connect();
  const { socket, id } = await flood(clients, "worker", IN_FLIGHT + QUEUED);
  socket.disconnect();
  await other.emitWithAck("release", id);
  assert.equal(await other.emitWithAck("reason", id), "client namespace disconnect");
  assert.deepEqual(await other.emitWithAck("handled by", id), numbers(IN_FLIGHT + QUEUED));
});
