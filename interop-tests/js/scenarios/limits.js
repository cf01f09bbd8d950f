import { assert, assertClosedByServer, bytes, once, scenario, settled } from "../harness.js";

const LIMIT = 1_000_000;

for (const [what, payload] of [["text", "x".repeat(LIMIT)], ["binary", bytes(LIMIT + 1)]]) {
  scenario(`is closed alone for ${what} beyond maxHttpBufferSize`, async (clients) => {
    const large = await clients.connect();
    const other = await clients.connect();
    const gone = once(large, "disconnect");
    await settled(large);
    large.emit("echo", payload);
    const [reason] = await gone;
    // An error if it was still being sent
    assert.match(reason, /^transport (close|error)$/);
    assert.equal(await other.emitWithAck("reply", "unharmed"), "unharmed");
    await clients.connected(large);
    assert.equal(await large.emitWithAck("reply", "back"), "back");
  });
}

scenario("may send as much as maxHttpBufferSize", async (clients) => {
  const socket = await clients.connect();
  await settled(socket);
  // Leaves some bytes for the packet around it
  const text = "x".repeat(LIMIT - 50);
  assert.equal(await socket.emitWithAck("length", text), text.length);
});

scenario("is closed alone for too many attachments", async (clients) => {
  const many = await clients.connect();
  const other = await clients.connect();
  const gone = once(many, "disconnect");
  many.emit("echo", Array.from({ length: 11 }, () => bytes(1)));
  assertClosedByServer((await gone)[0]);
  assert.equal(await other.emitWithAck("reply", "unharmed"), "unharmed");
});
