import { askTest, assert, inbox, scenario, settled } from "../harness.js";

scenario("gets no more than the limit when it does not read, and stays", async (clients) => {
  const other = await clients.connect();
  const socket = await clients.connect("/", { url: await askTest("proxy") });
  await settled(socket);
  const gone = inbox(socket, "disconnect");
  const data = inbox(socket, "data");
  const dropped = await other.emitWithAck("dropped");
  await askTest("pause");
  try {
    await other.emitWithAck("flood", socket.id);
    assert.equal(await other.emitWithAck("echo", "unharmed"), "unharmed");
  } finally {
    await askTest("resume");
  }
  assert.equal(await socket.emitWithAck("echo", "still here"), "still here");
  const numbers = data.all.map(([number]) => number);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => a - b));
  assert.equal(numbers.length + (await other.emitWithAck("dropped")) - dropped, 512);
  assert.deepEqual(gone.all, []);
});
