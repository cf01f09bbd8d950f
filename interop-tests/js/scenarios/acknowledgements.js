import { assert, inbox, scenario } from "../harness.js";

function answered(socket, event, ...args) {
  return new Promise((resolve) => socket.emit(event, ...args, (...answer) => resolve(answer)));
}

scenario("gets an acknowledgement with all arguments", async (clients) => {
  const socket = await clients.connect();
  const args = [1, "zwei", { three: [3, null, { four: 4.5 }] }, null, true, "", "é😀\u2028"];
  assert.deepEqual(await answered(socket, "reply", ...args), args);
});

scenario("gets acknowledgements without arguments and of null", async (clients) => {
  const socket = await clients.connect();
  assert.deepEqual(await answered(socket, "reply"), []);
  assert.deepEqual(await answered(socket, "reply", null), [null]);
});

scenario("matches many acknowledgements to their events", async (clients) => {
  const socket = await clients.connect();
  const numbers = Array.from({ length: 200 }, (ignored, index) => index);
  assert.deepEqual(await Promise.all(numbers.map((number) => socket.emitWithAck("reply", number))), numbers);
});

scenario("gets an acknowledgement within its time-out", async (clients) => {
  const socket = await clients.connect();
  assert.equal(await socket.timeout(15_000).emitWithAck("reply", "in time"), "in time");
}, { since: 4 });

scenario("times out where no acknowledgement comes", async (clients) => {
  const socket = await clients.connect();
  await assert.rejects(socket.timeout(50).emitWithAck("silence"), /operation has timed out/);
  assert.equal(await socket.emitWithAck("reply", "goes on"), "goes on");
}, { since: 4 });

scenario("acknowledges what the server asks, with all arguments", async (clients) => {
  const socket = await clients.connect();
  socket.on("question", (...args) => {
    const ack = args.pop();
    ack("answer", args.length, { args });
  });
  assert.deepEqual(await socket.emitWithAck("ask", "question", 1, { two: [2] }, null), [
    "answer",
    3,
    { args: [1, { two: [2] }, null] },
  ]);
  socket.on("nothing", (ack) => ack());
  assert.deepEqual(await socket.emitWithAck("ask", "nothing"), []);
  socket.on("null", (ack) => ack(null));
  assert.deepEqual(await socket.emitWithAck("ask", "null"), [null]);
});

scenario("lets the server time out, and its late answer is ignored", async (clients) => {
  const socket = await clients.connect();
  let lateAck;
  const outcomes = inbox(socket, "outcome");
  socket.on("question", (ack) => (lateAck = ack));
  socket.emit("ask in vain", "question");
  assert.deepEqual(await outcomes.first(), ["operation has timed out"]);
  lateAck("late");
  assert.equal(await socket.emitWithAck("reply", "goes on"), "goes on");
  assert.equal(outcomes.all.length, 1);
});

scenario("fails the server's question when it leaves", async (clients) => {
  const asked = await clients.connect();
  const asking = await clients.connect();
  const outcome = asking.emitWithAck("ask other", asked.id, "question");
  asked.on("question", () => asked.disconnect());
  assert.equal(await outcome, "socket has been disconnected");
});
