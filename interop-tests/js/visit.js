/**
 * Clients that come through a proxy, each from an address of its own, and ask which instance they are at. Prints what
 * they saw as JSON.
 *
 * node visit.js <url> <polling|websocket|upgrade> <number of clients> <whether they keep cookies> [<a cookie that they have>]
 */
import { Agent } from "node:http";
import { io } from "socket.io-client";

const EVENTS = 4;
const DEADLINE_MILLIS = 20_000;

const TRANSPORTS = {
  polling: ["polling"],
  websocket: ["websocket"],
  upgrade: ["polling", "websocket"],
};

const [url, mode, clients, cookies, cookie] = process.argv.slice(2);

async function visit(index) {
  const address = `127.0.0.${index + 2}`;
  const agent = new Agent({ keepAlive: true, localAddress: address });
  const socket = io(url, {
    transports: TRANSPORTS[mode],
    withCredentials: cookies === "true",
    forceNew: true,
    reconnection: false,
    agent,
    // The page is of the same origin as the endpoint; the rest is what somebody makes up
    extraHeaders: {
      ...(cookie && { Cookie: cookie }),
      Origin: url,
      Forwarded: "for=192.0.2.1;host=evil.example;proto=https",
      "X-Forwarded-For": "192.0.2.1",
      "X-Forwarded-Host": "evil.example",
      "X-Forwarded-Proto": "https",
      "X-Forwarded-Port": "1",
      "X-Forwarded-Prefix": "/evil",
      "X-Forwarded-Ssl": "on",
    },
  });
  const instances = new Set();
  const result = { address };
  try {
    const failure = new Promise((resolve, reject) => {
      socket.once("connect_error", reject);
      socket.once("disconnect", (reason) => reject(new Error(reason)));
      setTimeout(() => reject(new Error(`too late, ${socket.connected}, ${socket.io.engine.transport.name}`)), DEADLINE_MILLIS);
    });
    await Promise.race([failure, talk(socket, instances, result)]);
    result.transport = socket.io.engine.transport.name;
  } catch (error) {
    result.error = `${error.message} ${error.description?.message ?? error.description ?? ""}`;
  }
  socket.removeAllListeners("disconnect");
  socket.disconnect();
  agent.destroy();
  return { ...result, instances: [...instances] };
}

async function talk(socket, instances, result) {
  const ask = (event) => socket.timeout(DEADLINE_MILLIS).emitWithAck(event);
  await new Promise((resolve) => socket.once("connect", resolve));
  for (let i = 0; i < EVENTS; i++) {
    instances.add(await ask("instance"));
  }
  const { engine } = socket.io;
  if (mode === "upgrade" && engine.transport.name !== "websocket") {
    await new Promise((resolve) => engine.once("upgrade", resolve));
  }
  for (let i = 0; i < EVENTS; i++) {
    instances.add(await ask("instance"));
  }
  result.handshake = await ask("who am I?");
}

const visits = await Promise.all(Array.from({ length: Number(clients) }, (_, index) => visit(index)));
process.stdout.write(JSON.stringify(visits), () => process.exit(0));
