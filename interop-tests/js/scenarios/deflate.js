import { assert, scenario, settled } from "../harness.js";

scenario("has agreed on the compression of messages", async (clients) => {
  const socket = await clients.connect();
  await settled(socket);
  assert.match(String(Object.keys(socket.io.engine.transport.ws._extensions)), /permessage-deflate/);
});
