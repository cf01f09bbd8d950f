import { assert, scenario, target } from "../harness.js";

scenario("sends query, headers and auth that the handshake shows", async (clients) => {
  const socket = await clients.connect("/", {
    auth: { name: "Ada" },
    query: { room: "Grüße & more", page: 2 },
    extraHeaders: { "X-Caller": "tests" },
  });
  const handshake = await socket.emitWithAck("handshake");
  assert.equal(handshake.query.room, "Grüße & more");
  assert.equal(handshake.query.page, "2");
  assert.equal(handshake.query.EIO, "4");
  assert.equal(handshake.query.transport, target.transports[0]);
  assert.equal(handshake.caller, "tests");
  assert.equal(handshake.path, "/socket.io/");
  assert.deepEqual(handshake.auth, { name: "Ada" });
  assert.equal(handshake.secure, false);
  assert.equal(handshake.xdomain, false);
});

scenario("finds the server at another path", async (clients) => {
  const socket = await clients.connect("/", { path: "/deep/live/" });
  assert.equal(await socket.emitWithAck("where"), "/deep/live");
});

scenario("finds the server at another path without a slash at its end", async (clients) => {
  const socket = await clients.connect("/", { path: "/deep/live", addTrailingSlash: false });
  assert.equal(await socket.emitWithAck("where"), "/deep/live");
});

scenario("does not connect where there is no server", async (clients) => {
  const socket = clients.socket("/", { path: "/nothing/" });
  await assert.rejects(clients.connected(socket));
  assert.equal(socket.connected, false);
});

scenario("is refused by a middleware with message and data", async (clients) => {
  const socket = clients.socket("/guarded", { auth: { password: "guess" } });
  await assert.rejects(clients.connected(socket), { message: "wrong password", data: { left: 2 } });
  socket.auth = { password: "sesame" };
  await clients.connected(socket);
});

scenario("learns of a failure on the server without its details", async (clients) => {
  const socket = clients.socket("/failing");
  await assert.rejects(clients.connected(socket), { message: "Internal error", data: undefined });
});

scenario("gets no event of a namespace before it is connected to it", async (clients) => {
  const socket = clients.socket();
  const order = [];
  socket.on("connect", () => order.push("connect"));
  socket.on("welcome", () => order.push("welcome"));
  await clients.connected(socket);
  await socket.emitWithAck("reply");
  assert.deepEqual(order, ["connect", "welcome"]);
});
