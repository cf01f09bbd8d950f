/**
 * One server of the cluster, of Node.js. JavaNode.java is the same in Java: it knows the
 * same commands, and its sockets the same events.
 */
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";
import { createAdapter, createShardedAdapter } from "@socket.io/redis-adapter";
import { createAdapter as createStreamsAdapter } from "@socket.io/redis-streams-adapter";
import { Server } from "socket.io";
import { serve, settings } from "./control.js";
import { connect } from "./redis.js";

const NAMESPACES = ["/", "/other"];

const serverEvents = [];

async function adapter({ adapter, redisPort, options = {} }) {
  const redis = await connect(redisPort);
  switch (adapter) {
    case "redis":
      return createAdapter(redis, await connect(redisPort), options);
    case "redis-sharded":
      return createShardedAdapter(redis, await connect(redisPort), options);
    case "redis-streams":
      return createStreamsAdapter(redis, options);
    default:
      throw new Error(`There is no adapter ${adapter}`);
  }
}

const http = createServer();
const io = new Server(http, {
  adapter: await adapter(settings),
  connectionStateRecovery: settings.recovery ? {} : undefined,
  ...settings.server,
});

for (const name of NAMESPACES) {
  const namespace = io.of(name);
  namespace.on("connection", (socket) => {
    if (!socket.recovered) {
      socket.data = { name: socket.handshake.auth.name };
      socket.join(socket.handshake.auth.rooms ?? []);
    }
    socket.on("join", (rooms, done) => done(socket.join(rooms)));
    socket.on("leave", (room, done) => done(socket.leave(room)));
    socket.on("echo", (value, done) => done(value));
  });
  namespace.on("server news", (...args) => serverEvents.push([name, ...args]));
  namespace.on("server question", (...args) => args.pop()({ node: settings.name, args }));
}

function target({ namespace = "/", from, rooms, except, volatile, compress, local, timeout }) {
  const all = io.of(namespace);
  let target = from ? all.sockets.get(from).broadcast : all;
  if (rooms) target = target.to(rooms);
  if (except) target = target.except(except);
  if (volatile) target = target.volatile;
  if (compress !== undefined) target = target.compress(compress);
  if (local) target = target.local;
  if (timeout) target = target.timeout(timeout);
  return target;
}

/** What is called back with a failure, if any, and with the responses. */
function responses(call) {
  return new Promise((resolve) => {
    call((error, responses) => resolve({ responses: responses ?? [], failure: error ? String(error) : null }));
  });
}

http.listen(0, "127.0.0.1", () => serve({
  emit: ({ event, args, ...to }) => void target(to).emit(event, ...args),
  /** Emits many events, in slices, each with the name of this server and its number. */
  flood: async ({ event, count, slice, millis, ...to }) => {
    for (let number = 0; number < count; number += 1) {
      target(to).emit(event, settings.name, number);
      if (number % slice === 0) await setTimeout(millis);
    }
  },
  emitWithAck: ({ event, args, ...to }) => responses((done) => target(to).emit(event, ...args, done)),
  socketsJoin: ({ join, ...to }) => target(to).socketsJoin(join),
  socketsLeave: ({ leave, ...to }) => target(to).socketsLeave(leave),
  disconnectSockets: ({ close, ...to }) => target(to).disconnectSockets(close),
  fetchSockets: async (to) => {
    try {
      const sockets = await target(to).fetchSockets();
      return {
        sockets: sockets.map(({ id, rooms, data, handshake }) => ({
          id,
          rooms: [...rooms].sort(),
          name: data.name,
          auth: handshake.auth,
          url: handshake.url,
          address: handshake.address,
          userAgent: handshake.headers["user-agent"],
        })),
        failure: null,
      };
    } catch (error) {
      return { sockets: [], failure: String(error) };
    }
  },
  serverSideEmit: ({ namespace = "/", event, args }) => void io.of(namespace).serverSideEmit(event, ...args),
  serverSideEmitWithAck: ({ namespace = "/", event, args }) =>
    responses((done) => io.of(namespace).serverSideEmit(event, ...args, done)),
  serverEvents: () => serverEvents.splice(0),
  serverCount: ({ namespace = "/" }) => io.of(namespace).adapter.serverCount(),
  local: ({ namespace = "/" }) =>
    Object.fromEntries([...io.of(namespace).sockets.values()].map(({ id, rooms }) => [id, [...rooms].sort()])),
}, http.address().port));
