// Clients behind a bad network: each sends its events until they are acknowledged.
// Arguments: URL, number of the first client, of clients, and of events of each. Prints one line of JSON at the end.
import { io } from "socket.io-client";

const url = process.argv[2];
const [first, clients, events] = process.argv.slice(3).map(Number);
const TRANSPORTS = [["polling"], ["websocket"], ["polling", "websocket"]];
const counts = { acknowledged: 0, reconnections: 0, recovered: 0, errors: [] };

async function live(index) {
  const socket = io(url, {
    forceNew: true,
    transports: TRANSPORTS[index % TRANSPORTS.length],
    reconnectionDelay: 10,
    reconnectionDelayMax: 100,
    timeout: 4000,
    retries: 1000,
    ackTimeout: 4000,
  });
  const news = new Set();
  let connections = 0;
  let whole = true;
  let told = () => {};
  socket.on("connect", () => {
    connections += 1;
    counts.reconnections += connections > 1 ? 1 : 0;
    counts.recovered += socket.recovered ? 1 : 0;
    whole &&= connections === 1 || socket.recovered;
    told();
  });
  // Or the client would show what came before a CONNECT that did not come once more
  socket.on("disconnect", () => (socket.receiveBuffer = []));
  socket.on("news", (id) => {
    if (news.has(id)) counts.errors.push(`${id} is no news`);
    news.add(id);
    told();
  });
  await Promise.all(Array.from({ length: events }, async (ignored, number) => {
    const id = `client${first + index}:${number}`;
    const answer = await socket.emitWithAck("work", id);
    if (answer === id) counts.acknowledged += 1;
    else counts.errors.push(`${answer} for ${id}`);
  }));
  while (whole && news.size < events) {
    await new Promise((resolve) => (told = resolve));
  }
  // Every other one just vanishes
  socket.io.reconnection(false);
  index % 2 === 0 ? socket.disconnect() : socket.io.engine.close();
}

setTimeout(() => counts.errors.push("no end"), 15 * 60_000).unref();
await Promise.all(Array.from({ length: clients }, (ignored, index) => live(index).catch((error) => counts.errors.push(String(error)))));
// Connections that say nothing any more would keep the process
process.stdout.write(`${JSON.stringify(counts)}\n`, () => process.exit(0));
