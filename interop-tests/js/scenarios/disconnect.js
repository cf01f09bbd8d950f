import { askTest, assert, gatedTransports, newKey, once, scenario, target, transport, until } from "../harness.js";

scenario("disconnects itself", async (clients) => {
  const key = newKey();
  const socket = await clients.connect("/", { auth: { key } });
  const gone = once(socket, "disconnect");
  socket.disconnect();
  assert.equal((await gone)[0], "io client disconnect");
  assert.equal(await askTest("reason", `/ ${key}`), "client namespace disconnect");
});

scenario("disconnects itself from one of two namespaces", async (clients) => {
  const key = newKey();
  const first = await clients.connect("/", { auth: { key } });
  const second = await clients.connect("/second", { manager: first.io, auth: { key } });
  second.disconnect();
  assert.equal(await askTest("reason", `/second ${key}`), "client namespace disconnect");
  assert.equal(await first.emitWithAck("reply", 1), 1);
});

scenario("is disconnected by the server, the other namespace stays", async (clients) => {
  const key = newKey();
  const first = await clients.connect("/", { auth: { key }, reconnection: true });
  const second = await clients.connect("/second", { manager: first.io, auth: { key } });
  const gone = once(second, "disconnect");
  second.emit("leave me", false);
  assert.equal((await gone)[0], "io server disconnect");
  assert.ok(!second.active);
  assert.equal(await askTest("reason", `/second ${key}`), "server namespace disconnect");
  assert.equal(await first.emitWithAck("reply", 1), 1);
  await clients.connected(second);
  assert.equal(await second.emitWithAck("reply", 2), 2);
});

scenario("is disconnected by the server from all namespaces at once", async (clients) => {
  const key = newKey();
  const first = await clients.connect("/", { auth: { key }, reconnection: true });
  const second = await clients.connect("/second", { manager: first.io, auth: { key } });
  const gone = [once(first, "disconnect"), once(second, "disconnect")];
  first.emit("leave me", true);
  assert.deepEqual((await Promise.all(gone)).map(([reason]) => reason), ["io server disconnect", "io server disconnect"]);
  assert.equal(await askTest("reason", `/ ${key}`), "server namespace disconnect");
  assert.equal(await askTest("reason", `/second ${key}`), "server namespace disconnect");
  await clients.connected(first);
  assert.equal(await first.emitWithAck("reply", "back"), "back");
});

scenario("closes its transport", async (clients) => {
  const key = newKey();
  const socket = await clients.connect("/", { auth: { key } });
  const gone = once(socket, "disconnect");
  socket.io.engine.close();
  assert.equal((await gone)[0], "forced close");
  assert.equal(await askTest("reason", `/ ${key}`), "transport close");
});

scenario("is disconnected by the server in the middle of its upgrade", async (clients) => {
  if (target.mode !== "upgrade") {
    return;
  }
  const key = newKey();
  const { transports, beginUpgrade, endUpgrade } = gatedTransports();
  const socket = await clients.connect("/", { transports, auth: { key } });
  const other = await clients.connect();
  const gone = once(socket, "disconnect");
  beginUpgrade();
  await until("the end of polling", () => transport(socket) === "websocket");
  await other.emitWithAck("remove", socket.id);
  endUpgrade();
  assert.equal((await gone)[0], "io server disconnect");
  assert.equal(await askTest("reason", `/ ${key}`), "server namespace disconnect");
}, { since: 4 });
