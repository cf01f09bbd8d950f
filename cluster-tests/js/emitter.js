/** An emitter of Node.js: no server, it reaches the servers of the cluster through Redis. */
import { Emitter } from "@socket.io/redis-emitter";
import { serve, settings } from "./control.js";
import { connect } from "./redis.js";
import { StreamsEmitter } from "./streams-emitter.js";

const redis = await connect(settings.redisPort);
const emitter = settings.adapter === "redis" ? new Emitter(redis, settings.options)
  : new StreamsEmitter(redis, settings.options);

function target({ namespace = "/", rooms, except, volatile, compress }) {
  let target = emitter.of(namespace);
  if (rooms) target = target.to(rooms);
  if (except) target = target.except(except);
  if (volatile) target = target.volatile;
  if (compress !== undefined) target = target.compress(compress);
  return target;
}

serve({
  emit: async ({ event, args, ...to }) => void await target(to).emit(event, ...args),
  socketsJoin: async ({ join, ...to }) => void await target(to).socketsJoin(join),
  socketsLeave: async ({ leave, ...to }) => void await target(to).socketsLeave(leave),
  disconnectSockets: async ({ close, ...to }) => void await target(to).disconnectSockets(close),
  serverSideEmit: async ({ namespace = "/", event, args }) =>
    void await emitter.of(namespace).serverSideEmit(event, ...args),
});
