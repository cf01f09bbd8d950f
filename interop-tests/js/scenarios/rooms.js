import { assert, inbox, newKey, scenario } from "../harness.js";

/** Three clients, each with what it gets. */
async function three(clients, ...rooms) {
  const sockets = await Promise.all([0, 1, 2].map(() => clients.connect("/rooms")));
  const news = sockets.map((socket) => inbox(socket, "news"));
  const fences = sockets.map((socket) => inbox(socket, "fence"));
  await Promise.all(sockets.map((socket, index) => (rooms[index]?.length ? socket.emitWithAck("join", rooms[index]) : 0)));
  let count = 0;
  /** What each of them got, when nothing more can come. */
  const received = async () => {
    count += 1;
    // Every scenario and so every set of clients may meet others in the namespace: fence by id
    sockets[0].emit("send", { to: sockets.map((socket) => socket.id), event: "fence", fromServer: true }, count);
    await Promise.all(fences.map((fence) => fence.until(count)));
    return news.map(({ all }) => all.map(([what]) => what));
  };
  const send = (spec, what) => sockets[0].emit("send", { event: "news", fromServer: false, ...spec }, what);
  return { sockets, send, received, news };
}

scenario("gets what is sent to its rooms", async (clients) => {
  const { send, received } = await three(clients, ["a"], ["a"], ["b"]);
  send({ to: ["a"], fromServer: true }, 1);
  send({ to: ["b"], fromServer: true }, 2);
  send({ to: ["none"], fromServer: true }, 3);
  assert.deepEqual(await received(), [[1], [1], [2]]);
});

scenario("gets one copy if it is in two of the rooms", async (clients) => {
  const { send, received } = await three(clients, ["a", "b"], ["a", "b"], ["b"]);
  send({ to: ["a", "b"], fromServer: true }, 1);
  send({ to: ["a", "b", "a"] }, 2);
  assert.deepEqual(await received(), [[1], [1, 2], [1, 2]]);
});

scenario("does not get what it sent to its own room", async (clients) => {
  const { send, received } = await three(clients, ["a"], ["a"], []);
  send({ to: ["a"] }, 1);
  assert.deepEqual(await received(), [[], [1], []]);
});

scenario("is left out by except, whatever other rooms it is in", async (clients) => {
  const { send, received, sockets } = await three(clients, ["a"], ["a", "b"], ["a"]);
  send({ to: ["a"], except: ["b"], fromServer: true }, 1);
  send({ to: ["a"], except: [sockets[2].id], fromServer: true }, 2);
  send({ to: ["a"], except: ["b"] }, 3);
  assert.deepEqual(await received(), [[1, 2], [2], [1, 3]]);
});

scenario("broadcasts to all others", async (clients) => {
  const { send, received } = await three(clients);
  send({}, { deep: Buffer.from("binary") });
  const expected = { deep: Buffer.from("binary") };
  assert.deepEqual(await received(), [[], [expected], [expected]]);
});

scenario("broadcasts to the whole namespace", async (clients) => {
  const { send, received } = await three(clients);
  send({ fromServer: true }, 1);
  send({ fromServer: true, except: ["none"] }, 2);
  assert.deepEqual(await received(), [[1, 2], [1, 2], [1, 2]]);
});

scenario("does not get what is sent to a room that it left", async (clients) => {
  const { send, received, sockets } = await three(clients, ["a"], ["a"], []);
  await sockets[1].emitWithAck("leave", "a");
  send({ to: ["a"], fromServer: true }, 1);
  assert.deepEqual(await received(), [[1], [], []]);
  assert.deepEqual(await sockets[0].emitWithAck("rooms"), ["a", sockets[0].id].sort());
  assert.deepEqual(await sockets[1].emitWithAck("rooms"), [sockets[1].id]);
});

scenario("sends a private message by the socket's id", async (clients) => {
  const { send, received, sockets } = await three(clients);
  send({ to: [sockets[1].id] }, "private");
  send({ to: [sockets[0].id] }, "not to oneself");
  send({ to: [sockets[0].id], fromServer: true }, "from the server");
  assert.deepEqual(await received(), [["from the server"], ["private"], []]);
});

scenario("is in no room of another namespace", async (clients) => {
  const { send, received, sockets } = await three(clients, ["a"], [], []);
  const other = await clients.connect("/", { manager: sockets[0].io });
  const news = inbox(other, "news");
  send({ to: ["a"], fromServer: true }, 1);
  assert.deepEqual(await received(), [[1], [], []]);
  assert.equal(await other.emitWithAck("reply", 1), 1);
  assert.deepEqual(news.all, []);
}, { since: 3 });

/** Names of rooms that no other scenario knows: its clients may still be on their way out, and would be missed. */
function ownRooms(count) {
  return Array.from({ length: count }, newKey);
}

scenario("answers a broadcast, as all others do", async (clients) => {
  const [a, b, none] = ownRooms(3);
  const { sockets } = await three(clients, [a], [a], [b]);
  sockets.forEach((socket, index) => socket.on("question", (what, ack) => ack(`${what} ${index}`)));
  assert.deepEqual(await sockets[0].emitWithAck("ask all", a, 15_000), {
    responses: ["question 0", "question 1"],
    missing: 0,
    timedOut: false,
  });
  assert.deepEqual(await sockets[0].emitWithAck("ask all", none, 15_000), { responses: [], missing: 0, timedOut: false });
});

scenario("is missing among the answers to a broadcast if it is too slow, or leaves", async (clients) => {
  const [a, b] = ownRooms(2);
  const { sockets } = await three(clients, [a], [a], [b, a]);
  sockets[0].on("question", (what, ack) => ack("fast"));
  sockets[1].on("question", () => {});
  sockets[2].on("question", () => sockets[2].disconnect());
  assert.deepEqual(await sockets[0].emitWithAck("ask all", b, 15_000), { responses: [], missing: 1, timedOut: false });
  assert.deepEqual(await sockets[0].emitWithAck("ask all", a, 300), { responses: ["fast"], missing: 1, timedOut: true });
});
