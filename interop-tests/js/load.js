// Many clients of the demo: they join, chat and leave at random, over both transports.
// Arguments: URL, number of clients, seconds. Prints one line of JSON at the end.
import { io } from 'socket.io-client';

const [url, clients, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const roomCount = Math.ceil(clients / 25);
const counts = { connected: 0, sent: 0, acknowledged: 0, received: 0, refused: 0, left: 0, errors: [] };
let names = 0;
let end = Infinity;

const pick = (n) => Math.floor(Math.random() * n);
const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

function open(index) {
  return new Promise((resolve) => {
    const socket = io(url, {
      forceNew: true,
      reconnection: false,
      transports: index % 2 === 0 ? ['polling'] : ['polling', 'websocket'],
      auth: { name: `c${names++}`, key: `k${index}` },
    });
    socket.on('connect', () => { counts.connected++; resolve(socket); });
    socket.on('connect_error', (error) => { counts.errors.push(error.message); resolve(socket); });
    socket.on('message', () => counts.received++);
    socket.on('disconnect', (reason) => {
      if (reason !== 'io client disconnect' && !socket.vanishing) counts.errors.push(reason);
    });
  });
}

async function send(socket, event, ...args) {
  counts.sent++;
  const answer = await socket.timeout(30_000).emitWithAck(event, ...args);
  if (answer.ok) counts.acknowledged++;
  else counts.refused++;
}

// Half of those who go say goodbye; the others just vanish
function leave(socket) {
  counts.left++;
  if (pick(2) === 0) {
    socket.disconnect();
  } else {
    socket.vanishing = true;
    socket.io.engine.close();
  }
}

async function chat(index, socket) {
  let room = null;
  while (Date.now() < end) {
    const dice = pick(40);
    if (room === null || dice < 4) {
      const next = `room-${pick(roomCount)}`;
      await send(socket, 'join', next);
      room = next;
    } else if (dice < 6) {
      await send(socket, 'leave', room);
      room = null;
    } else if (dice < 7) {
      leave(socket);
      socket = await open(index);
      room = null;
    } else if (dice < 16) {
      socket.emit('typing', room, dice % 2 === 0);
    } else {
      await send(socket, 'message', room, 'hello', `m${index}-${pick(1e9)}`);
    }
    await pause(500 + pick(2000));
  }
  return socket;
}

// First everybody comes, twenty at a time, then the time begins
const sockets = [];
let next = 0;
await Promise.all(Array.from({ length: 20 }, async () => {
  while (next < clients) {
    const index = next++;
    sockets[index] = await open(index);
  }
}));
end = Date.now() + seconds * 1000;
const last = await Promise.all(sockets.map((socket, index) => chat(index, socket).catch((error) => {
  counts.errors.push(String(error));
  return socket;
})));
last.forEach((socket) => socket.disconnect());
await pause(500);
counts.errors = counts.errors.slice(0, 10);
console.log(JSON.stringify(counts));
process.exit(0);
