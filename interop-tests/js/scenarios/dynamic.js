import { assert, askTest, bytes, inbox, once, scenario, settled, target } from "../harness.js";

let last = process.pid * 1000;

/** An order that no other client knows. */
function newOrder() {
  last += 1;
  return last;
}

/** A client in the namespace of an order, with what it is told. */
async function join(clients, order, options) {
  const socket = clients.socket(`/orders/${order}`, options);
  const welcome = inbox(socket, "welcome");
  const told = inbox(socket, "told");
  await clients.connected(socket);
  return { socket, welcome, told };
}

async function refused(socket) {
  const error = once(socket, target.version === 2 ? "error" : "connect_error");
  socket.connect();
  return (await error)[0].message;
}

/** Waits until a namespace exists no more. */
async function gone(observer, namespace) {
  while (await observer.emitWithAck("exists", namespace));
}

scenario("creates a namespace by joining it", async (clients) => {
  const order = newOrder();
  const { socket, welcome } = await join(clients, order);
  assert.deepEqual(await welcome.first(), [order]);
  assert.equal(await socket.emitWithAck("next id"), order + 1);
  await settled(socket);
  assert.equal(await socket.emitWithAck("next id"), order + 1);
});

scenario("cannot create one whose name does not match", async (clients) => {
  assert.equal(await refused(clients.socket("/orders")), "Invalid namespace");
  assert.equal(await refused(clients.socket("/orders/1/2")), "Invalid namespace");
}, { since: 3 });

scenario("cannot create one whose variable cannot be converted", async (clients) => {
  const socket = clients.socket("/orders/none");
  assert.equal(await refused(socket), "Invalid namespace variable 'id'");
  const { socket: other } = await join(clients, newOrder(), { manager: socket.io });
  await gone(other, "/orders/none");
}, { since: 3 });

scenario("meets those alone that are in the same namespace", async (clients) => {
  const order = newOrder();
  const sender = await join(clients, order);
  const same = await join(clients, order);
  const other = await join(clients, newOrder());
  sender.socket.emit("tell", "a secret");
  assert.deepEqual(await same.told.first(), ["a secret"]);
  assert.equal(await other.socket.emitWithAck("exists", `/orders/${order}`), true);
  assert.deepEqual(other.told.all, []);
  assert.deepEqual(sender.told.all, []);
});

scenario("gets what is sent to all namespaces of the template", async (clients) => {
  const first = await join(clients, newOrder());
  const second = await join(clients, newOrder(), { manager: first.socket.io });
  const third = await join(clients, newOrder());
  const what = { text: "ü", data: bytes(5000) };
  first.socket.emit("tell all", what);
  assert.deepEqual(await first.told.first(), [what]);
  assert.deepEqual(await second.told.first(), [what]);
  assert.deepEqual(await third.told.first(), [what]);
});

scenario("leaves an empty namespace, which is there no more, and comes back", async (clients) => {
  const order = newOrder();
  const observer = await join(clients, newOrder());
  const before = await join(clients, order);
  assert.equal(await observer.socket.emitWithAck("exists", `/orders/${order}`), true);
  before.socket.disconnect();
  await gone(observer.socket, `/orders/${order}`);
  // Not the same client: older versions are confused if they connect while they close
  const after = await join(clients, order);
  assert.equal(await after.socket.emitWithAck("next id"), order + 1);
});

scenario("joins its namespace again after the server was restarted", async (clients) => {
  const order = newOrder();
  const { socket, welcome } = await join(clients, order, { reconnection: true, reconnectionDelay: 20 });
  // A client that is about to upgrade finds out by its heartbeat alone
  await settled(socket);
  await askTest("restart");
  await welcome.until(2);
  assert.equal(await socket.emitWithAck("next id"), order + 1);
});
