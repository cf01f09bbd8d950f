import { assert, once, scenario, settled, target } from "../harness.js";

scenario("is refused by a handshake interceptor", async (clients) => {
  const socket = clients.socket("/", { query: { veto: "no entry" } });
  await assert.rejects(clients.connected(socket), (error) => {
    if (target.transports[0] === "polling" && target.version >= 4) {
      assert.equal(error.description, 403);
    }
    return true;
  });
  assert.equal(socket.connected, false);
});

scenario("is let in by a handshake interceptor that notes something", async (clients) => {
  const socket = await clients.connect("/", { extraHeaders: { "X-Caller": "tests" } });
  assert.deepEqual(await socket.emitWithAck("attributes"), { tenant: "tenant of tests" });
});

scenario("has a session id that the application made", async (clients) => {
  const socket = await clients.connect();
  await settled(socket);
  assert.match(socket.io.engine.id, /^a\.node~1\.[\w-]{20}$/);
  assert.match(socket.id, /^[\w-]{20}$/);
});

scenario("sends the cookie of the session back with its requests", async (clients) => {
  const socket = await clients.connect("/", { withCredentials: true });
  if (target.transports[0] === "polling") {
    const cookies = [...socket.io.engine._cookieJar.cookies];
    assert.deepEqual(cookies.map(([name, { value }]) => [name, value]), [["io", socket.io.engine.id]]);
  }
  assert.ok(await socket.emitWithAck("attributes"));
}, { since: 4 });

for (const compress of [true, false]) {
  scenario(`gets a large event when compression is ${compress ? "allowed" : "forbidden"}`, async (clients) => {
    const socket = await clients.connect();
    await settled(socket);
    const large = once(socket, "large");
    socket.emit("ask for large", compress);
    const [text] = await large;
    assert.equal(text, "socketio-spring ".repeat(5_000));
  });
}
