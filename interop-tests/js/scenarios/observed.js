import { assert, inbox, scenario, settled } from "../harness.js";

scenario("has all its events seen, and those that nobody handles answered", async (clients) => {
  const socket = await clients.connect("/observed");
  const seen = inbox(socket, "seen");
  assert.equal(await socket.emitWithAck("nobody's", 1, Buffer.from("x")), "nobody's 2");
  await socket.emitWithAck("count", 1);
  assert.deepEqual(await seen.until(2), [["nobody's", 2], ["count", 1]]);
});

scenario("is refused an event by a middleware, and no other", async (clients) => {
  const socket = await clients.connect("/observed");
  assert.deepEqual(await socket.emitWithAck("forbidden"), { error: { code: "refused", message: "not allowed" } });
  assert.equal(await socket.emitWithAck("allowed"), "allowed 0");
});

scenario("gets all elements of a stream in their order", async (clients) => {
  const socket = await clients.connect("/observed");
  const numbers = inbox(socket, "number");
  await socket.emitWithAck("count", 500);
  assert.deepEqual((await numbers.until(500)).map(([number]) => number), Array.from({ length: 500 }, (ignored, i) => i + 1));
});

scenario("gets a stream that is broadcast, as all others do", async (clients) => {
  const [one, two] = await Promise.all([clients.connect("/observed"), clients.connect("/observed")]);
  const numbers = [inbox(one, "number"), inbox(two, "number")];
  await one.emitWithAck("count for all", 100);
  for (const all of numbers) {
    assert.deepEqual((await all.until(100)).map(([bytes]) => bytes[0]), Array.from({ length: 100 }, (ignored, i) => i + 1));
  }
});

scenario("gets volatile events whole, or not at all", async (clients) => {
  const socket = await clients.connect("/observed");
  await settled(socket);
  const positions = inbox(socket, "position");
  // A client that polls may not have a poll waiting just then
  for (let i = 1; positions.all.length === 0; i += 1) {
    socket.emit("position", i);
    await socket.emitWithAck("fence");
  }
  const [x, bytes] = positions.all[0];
  assert.equal(typeof x, "number");
  assert.deepEqual(bytes, Buffer.from([1]));
});

scenario("tells the others its rooms as it leaves", async (clients) => {
  const [stays, leaves] = await Promise.all([clients.connect("/observed"), clients.connect("/observed")]);
  const leaving = inbox(stays, "leaving");
  const { id } = leaves;
  leaves.disconnect();
  const wanted = () => leaving.all.find(([rooms]) => rooms.includes(id));
  for (let count = 1; !wanted(); count += 1) {
    await leaving.until(count);
  }
  assert.deepEqual(wanted(), [["observed", id].sort(), "client namespace disconnect"]);
});
