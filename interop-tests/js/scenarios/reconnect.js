import { askTest, assert, assertClosedByServer, bytes, inbox, newKey, once, scenario, settled, target } from "../harness.js";

// What reaches a server in the midst of its end may never be answered: hence the time-out
const EAGER = { reconnection: true, reconnectionDelay: 10, reconnectionDelayMax: 50, timeout: 2000 };

scenario("reconnects after the server closed the transport", async (clients) => {
  const key = newKey();
  const socket = await clients.connect("/", { ...EAGER, auth: { key } });
  const second = await clients.connect("/second", { manager: socket.io });
  const welcomes = inbox(socket, "welcome");
  const id = socket.id;
  const gone = [once(socket, "disconnect"), once(second, "disconnect")];
  const back = [once(socket, "connect"), once(second, "connect")];
  // No packet: the server closes the connection
  socket.io.engine.write("9");
  (await Promise.all(gone)).forEach(([reason]) => assertClosedByServer(reason));
  socket.emit("number", 1);
  socket.emit("number", 2, bytes(2));
  assert.equal(await askTest("reason", `/ ${key}`), "forced close");
  await Promise.all(back);
  assert.notEqual(socket.id, id);
  assert.ok(!socket.recovered);
  assert.deepEqual(await socket.emitWithAck("numbers"), [1, 2]);
  assert.equal(await second.emitWithAck("reply", "both"), "both");
  assert.equal(welcomes.all.length, 1);
});

scenario("reconnects after it closed its transport itself", async (clients) => {
  const socket = await clients.connect("/", EAGER);
  await settled(socket);
  const back = once(socket, "connect");
  socket.io.engine.close();
  await back;
  assert.equal(await socket.emitWithAck("reply", "back"), "back");
});

scenario("sees the server shut down, and reconnects when it is back", async (clients) => {
  const key = newKey();
  const socket = await clients.connect("/", { ...EAGER, auth: { key } });
  await settled(socket);
  const gone = once(socket, "disconnect");
  const back = once(socket, "connect");
  const restarted = askTest("restart");
  assertClosedByServer((await gone)[0], { polling: target.mode === "polling" });
  socket.emit("number", 7);
  await restarted;
  assert.equal(await askTest("reason", `/ ${key}`), "server shutting down");
  await back;
  assert.deepEqual(await socket.emitWithAck("numbers"), [7]);
  await settled(socket);
  assert.equal(await socket.emitWithAck("transport"), target.transports.at(-1));
});

scenario("sends again what was not acknowledged", async (clients) => {
  const key = newKey();
  const socket = await clients.connect("/", { retries: 8, ackTimeout: 300 });
  const answers = [];
  const answer = (event) => new Promise((resolve, reject) => {
    socket.emit(event, key, (error, value) => {
      answers.push(value);
      error ? reject(error) : resolve(value);
    });
  });
  // The first of them is answered at its second arrival
  const both = await Promise.all([answer("flaky"), answer("steady")]);
  assert.ok(both[0] >= 2, `answered at arrival ${both[0]}`);
  assert.equal(both[1], "steady");
  assert.deepEqual(answers, both);
}, { since: 4 });

scenario("gives up after its retries", async (clients) => {
  const socket = await clients.connect("/", { retries: 1, ackTimeout: 30 });
  await assert.rejects(socket.emitWithAck("silence"), /operation has timed out/);
}, { since: 4 });

scenario("sends volatile events when it is connected, and only then", async (clients) => {
  const socket = clients.socket();
  socket.volatile.emit("number", 1);
  socket.emit("number", 2);
  await clients.connected(socket);
  assert.deepEqual(await socket.emitWithAck("numbers"), [2]);
  await settled(socket);
  socket.volatile.emit("number", 3, bytes(3));
  assert.deepEqual(await socket.emitWithAck("numbers"), [2, 3]);
}, { since: 3 });
