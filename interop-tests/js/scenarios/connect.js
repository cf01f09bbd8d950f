import { assert, inbox, once, scenario, target } from "../harness.js";

scenario("connects with auth", async (clients) => {
  const auth = { name: "Ada", roles: ["admin", "Gräfin 👩‍🔬"], nested: { deep: [1, null, true] } };
  const socket = clients.socket("/", { auth });
  const welcome = inbox(socket, "welcome");
  await clients.connected(socket);
  assert.deepEqual(await welcome.first(), [auth, "/"]);
  assert.match(socket.id, /^[\w-]{20}$/);
  assert.notEqual(socket.id, socket.io.engine.id);
});

scenario("connects without auth", async (clients) => {
  const socket = clients.socket();
  const welcome = inbox(socket, "welcome");
  await clients.connected(socket);
  assert.deepEqual(await welcome.first(), [{}, "/"]);
});

scenario("connects with auth of a function", async (clients) => {
  const socket = clients.socket("/", { auth: (send) => setImmediate(() => send({ name: "late" })) });
  const welcome = inbox(socket, "welcome");
  await clients.connected(socket);
  assert.deepEqual(await welcome.first(), [{ name: "late" }, "/"]);
});

scenario("learns message and data of a refusal, then connects over the same connection", async (clients) => {
  const root = await clients.connect();
  const engine = root.io.engine;
  const member = clients.socket("/members", { manager: root.io, auth: { token: "wrong" } });
  member.connect();
  const [error] = await once(member, "connect_error");
  assert.ok(error instanceof Error);
  assert.equal(error.message, "not a member");
  assert.deepEqual(error.data, { code: 403, remedies: ["ask", "pay"] });
  // Version 3 of the client calls a refused socket active
  assert.equal(member.active, target.version < 4);
  member.auth = { token: "right" };
  await clients.connected(member);
  assert.deepEqual(await member.emitWithAck("whoami"), "member");
  assert.equal(root.connected, true);
  assert.equal(root.io.engine, engine);
});

scenario("connects at the second attempt after a refusal closed the connection", async (clients) => {
  const member = clients.socket("/members", { auth: { token: "wrong" } });
  member.connect();
  const [error] = await once(member, "connect_error");
  assert.equal(error.message, "not a member");
  member.auth.token = "right";
  await clients.connected(member);
  assert.equal(await member.emitWithAck("whoami"), "member");
});

scenario("is refused in a namespace that does not exist, the others stay", async (clients) => {
  const root = await clients.connect();
  const nowhere = clients.socket("/nowhere", { manager: root.io });
  nowhere.connect();
  const [error] = await once(nowhere, "connect_error");
  assert.equal(error.message, "Invalid namespace");
  assert.equal(error.data, undefined);
  assert.deepEqual(await root.emitWithAck("reply", "here"), "here");
});

scenario("uses several namespaces over one connection", async (clients) => {
  const first = clients.socket("/");
  const second = clients.socket("/second", { manager: first.io, auth: { name: "two" } });
  const welcomes = [inbox(first, "welcome"), inbox(second, "welcome")];
  await Promise.all([clients.connected(first), clients.connected(second)]);
  assert.deepEqual(await welcomes[0].first(), [{}, "/"]);
  assert.deepEqual(await welcomes[1].first(), [{ name: "two" }, "/second"]);
  assert.notEqual(first.id, second.id);
  const echoes = [inbox(first, "echo"), inbox(second, "echo")];
  first.emit("echo", 1);
  second.emit("echo", 2, Buffer.from("two"));
  assert.deepEqual(await echoes[0].first(), [1]);
  assert.deepEqual(await echoes[1].first(), [2, Buffer.from("two")]);
  second.disconnect();
  assert.equal(await first.emitWithAck("reply", "still here"), "still here");
  assert.equal(first.connected, true);
  await clients.connected(second);
  assert.equal(await second.emitWithAck("reply", "back"), "back");
  assert.equal(echoes[0].all.length + echoes[1].all.length, 2);
});
