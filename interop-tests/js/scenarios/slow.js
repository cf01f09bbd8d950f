import { askTest, assert, assertClosedByServer, once, scenario, settled } from "../harness.js";

scenario("is disconnected as slow consumer when it does not read, and harms nobody", async (clients) => {
  const other = await clients.connect();
  const socket = await clients.connect("/", { url: await askTest("proxy") });
  await settled(socket);
  const { id } = socket;
  const gone = once(socket, "disconnect");
  await askTest("pause");
  try {
    await other.emitWithAck("flood", id);
    assert.equal(await other.emitWithAck("reason", id), "slow consumer");
    assert.equal(await other.emitWithAck("echo", "unharmed"), "unharmed");
  } finally {
    await askTest("resume");
  }
  assertClosedByServer((await gone)[0], { polling: true });
});
