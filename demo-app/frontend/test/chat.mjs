/**
 * Visitors of the demo, each from an address of its own, who all say something in one room until each has heard all
 * others and sees them as members; after a minute they say for what they wait, and end. Half of them poll, the others
 * upgrade. They stay until the standard input ends.
 *
 * node chat.mjs <url> <number of visitors>
 */
import { Agent } from "node:http";
import { io } from "socket.io-client";

const ROOM = "general";
const LIMIT = 60_000;

const [url, count] = process.argv.slice(2);
const names = Array.from({ length: Number(count) }, (_, index) => `Visitor ${index}`);

const waiting = new Map(names.map((name) => [name, "connection"]));

const limit = setTimeout(() => {
  console.error("These still wait:", waiting);
  process.exit(1);
}, LIMIT);

async function visit(name, index) {
  const heard = new Set();
  const agent = new Agent({ keepAlive: true, localAddress: `127.0.0.${index + 2}` });
  const transports = index % 2 === 0 ? ["polling"] : ["polling", "websocket"];
  const auth = { name, key: name };
  const socket = io(url, { forceNew: true, reconnection: false, withCredentials: true, agent, transports, auth });
  const done = new Promise((resolve, reject) => {
    let members = [];
    const check = () => {
      waiting.set(name, { heard: [...heard], members });
      if (heard.size === names.length - 1 && members.length === names.length) {
        waiting.delete(name);
        resolve();
      }
    };
    socket.on("message", (room, message) => {
      heard.add(message.from);
      check();
    });
    socket.on("presence", ({ rooms }) => {
      members = rooms.find((room) => room.name === ROOM).users;
      check();
    });
    socket.once("connect_error", reject);
    socket.once("disconnect", (reason) => reject(new Error(reason)));
  });
  await Promise.race([done, new Promise((resolve) => socket.once("connect", resolve))]);
  await Promise.race([done, socket.emitWithAck("join", ROOM)]);
  return { socket, done };
}

const visitors = await Promise.all(names.map(visit));
for (const [index, { socket }] of visitors.entries()) {
  await socket.emitWithAck("message", ROOM, "Hello", `id ${index}`);
}
await Promise.all(visitors.map(({ done }) => done));
clearTimeout(limit);
console.log("all have heard all others");
process.stdin.on("end", () => process.exit(0)).resume();
