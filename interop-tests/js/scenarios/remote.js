import { assert, inbox, once, scenario, settled, until } from "../harness.js";

let last = 0;

/** A room that no other scenario knows, and three clients of which two are in it. */
async function roomOfTwo(clients) {
  const sockets = await Promise.all([0, 1, 2].map(() => clients.connect("/rooms")));
  last += 1;
  const room = `remote ${sockets[0].id} ${last}`;
  await Promise.all(sockets.slice(1).map((socket) => socket.emitWithAck("join", [room])));
  return { sockets, room };
}

const sorted = (list) => [...list].sort();

scenario("is fetched with its rooms and data", async (clients) => {
  const { sockets: [asker, first, second], room } = await roomOfTwo(clients);
  await first.emitWithAck("join", [`${room} b`]);
  const found = await asker.emitWithAck("fetch", room);
  assert.deepEqual(sorted(found.map(({ id }) => id)), sorted([first.id, second.id]));
  const details = found.find(({ id }) => id === first.id);
  assert.deepEqual(sorted(details.rooms), sorted([first.id, room, `${room} b`]));
  assert.equal(details.number, 7);
}, { since: 4 });

scenario("gets and answers what is emitted to it as a remote socket", async (clients) => {
  const { sockets: [asker, first, second], room } = await roomOfTwo(clients);
  for (const socket of [first, second]) {
    socket.on("question", (what, answer) => answer(`${what} ${socket.id}`));
  }
  assert.deepEqual(sorted(await asker.emitWithAck("ask each", room)), sorted([`remote ${first.id}`, `remote ${second.id}`]));
}, { since: 4 });

scenario("is moved from room to room", async (clients) => {
  const { sockets: [asker, first, second], room } = await roomOfTwo(clients);
  await asker.emitWithAck("move", room, `${room} b`);
  assert.deepEqual(await first.emitWithAck("rooms"), sorted([first.id, `${room} b`]));
  assert.deepEqual(await second.emitWithAck("rooms"), sorted([second.id, `${room} b`]));
  assert.deepEqual(await asker.emitWithAck("rooms"), [asker.id]);
}, { since: 4 });

scenario("is disconnected with its room", async (clients) => {
  const { sockets: [asker, first, second], room } = await roomOfTwo(clients);
  const reasons = [first, second].map((socket) => once(socket, "disconnect"));
  await asker.emitWithAck("disconnect all", room);
  assert.deepEqual((await Promise.all(reasons)).map(([reason]) => reason), ["io server disconnect", "io server disconnect"]);
  await settled(asker);
  assert.equal(asker.connected, true);
}, { since: 4 });

scenario("makes rooms and leaves them, which is told in order", async (clients) => {
  const asker = await clients.connect("/rooms");
  const watcher = await clients.connect("/rooms");
  last += 1;
  const room = `watched ${asker.id} ${last}`;
  const told = inbox(watcher, "room");
  await watcher.emitWithAck("watch", room);
  await asker.emitWithAck("join", [room]);
  await asker.emitWithAck("leave", room);
  await until("all is told", () => told.all.length >= 4);
  assert.deepEqual(told.all.map(([what]) => what), ["CREATED", "JOINED", "LEFT", "DELETED"]);
}, { since: 4 });
