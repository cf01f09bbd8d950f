import { askTest, assert, assertClosedByServer, inbox, once, scenario } from "../harness.js";

const EAGER = { reconnection: true, reconnectionDelay: 5, reconnectionDelayMax: 20, timeout: 4000 };

scenario("is recovered by the server that comes after", async (clients) => {
  const socket = await clients.connect("/", EAGER);
  const id = socket.id;
  await socket.emitWithAck("join", "stayed");
  const lefts = inbox(socket, "left");
  const gone = once(socket, "disconnect");
  const back = once(socket, "connect");
  await askTest("restart");
  assertClosedByServer((await gone)[0]);
  await back;
  assert.ok(socket.recovered);
  assert.equal(socket.id, id);
  assert.deepEqual((await socket.emitWithAck("rooms")).sort(), [id, "stayed"].sort());
  // What it missed: it was told of its own end when it was gone already
  assert.equal((await lefts.first())[0], "server shutting down");
}, { since: 4 });
