// The reference server. Prints "ready" and its port; ends when its standard input does.
// The words it answers: "gc" collects the garbage (node --expose-gc), "turn" tells the
// nanoseconds that the event loop was held at most since it was last asked.
import { createServer } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, await options(...process.argv.slice(2)));

/** Joins it with others, if there is the type of a cluster and the port of a Redis. */
async function options(type, port) {
  if (!type) {
    return {};
  }
  const { createClient } = await import('redis');
  const client = createClient({ url: `redis://127.0.0.1:${port}` });
  await client.connect();
  if (type === 'redis-streams') {
    const { createAdapter } = await import('@socket.io/redis-streams-adapter');
    return { adapter: createAdapter(client) };
  }
  const { createAdapter } = await import('@socket.io/redis-adapter');
  const subscriber = client.duplicate();
  await subscriber.connect();
  return { adapter: createAdapter(client, subscriber) };
}

io.on('connection', (socket) => {
  socket.on('echo', (text) => socket.emit('echo', text));
  socket.on('record', (reading) => socket.emit('record', reading));
  socket.on('ack', (text, answer) => answer(text));
  socket.on('binary', (bytes) => socket.emit('binary', bytes));
  socket.on('broadcast', (text) => io.emit('broadcast', text));
  socket.on('join', (room, answer) => {
    socket.join(room);
    answer();
  });
  socket.on('move', (from, to, answer) => {
    socket.leave(from);
    socket.join(to);
    answer();
  });
  socket.on('say', (room, text, answer) => {
    io.to(room).emit('say', text);
    answer?.();
  });
});

let turns;
const answers = {
  gc() {
    globalThis.gc();
    // Waits for the end of what the first does in the background
    setImmediate(() => {
      globalThis.gc();
      console.log('gc');
    });
  },
  turn() {
    turns ??= monitorEventLoopDelay({ resolution: 1 });
    console.log(`turn ${turns.max}`);
    turns.reset();
    turns.enable();
  },
};
createInterface({ input: process.stdin })
  .on('line', (line) => answers[line]())
  .on('close', () => process.exit(0));
http.listen(0, '127.0.0.1', () => console.log(`ready ${http.address().port}`));
