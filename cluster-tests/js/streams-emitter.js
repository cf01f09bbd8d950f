/**
 * Stands for @socket.io/redis-streams-emitter, whose releases cannot be had from every
 * registry: adds to the stream what that one does.
 */
import { encode } from "@msgpack/msgpack";

const BROADCAST = 3;
const SOCKETS_JOIN = 4;
const SOCKETS_LEAVE = 5;
const DISCONNECT_SOCKETS = 6;
const SERVER_SIDE_EMIT = 9;

export class StreamsEmitter {
  constructor(redis, { streamName = "socket.io", maxLen = 10_000 } = {}, namespace = "/", opts = {}) {
    Object.assign(this, { redis, streamName, maxLen, namespace, opts: { rooms: [], except: [], flags: {}, ...opts } });
  }

  of(namespace) {
    return new StreamsEmitter(this.redis, this, namespace);
  }

  to(rooms) {
    return this.#with({ rooms: [...this.opts.rooms, ...rooms] });
  }

  except(rooms) {
    return this.#with({ except: [...this.opts.except, ...rooms] });
  }

  get volatile() {
    return this.#with({ flags: { ...this.opts.flags, volatile: true } });
  }

  compress(compress) {
    return this.#with({ flags: { ...this.opts.flags, compress } });
  }

  emit(...data) {
    return this.#add(BROADCAST, { packet: { type: 2, data }, opts: this.opts });
  }

  socketsJoin(rooms) {
    return this.#add(SOCKETS_JOIN, { opts: this.opts, rooms });
  }

  socketsLeave(rooms) {
    return this.#add(SOCKETS_LEAVE, { opts: this.opts, rooms });
  }

  disconnectSockets(close) {
    return this.#add(DISCONNECT_SOCKETS, { opts: this.opts, close });
  }

  serverSideEmit(...packet) {
    return this.#add(SERVER_SIDE_EMIT, { packet });
  }

  #with(opts) {
    return new StreamsEmitter(this.redis, this, this.namespace, { ...this.opts, ...opts });
  }

  #add(type, data) {
    const fields = {
      uid: "emitter",
      nsp: this.namespace,
      type: String(type),
      data: hasBinary(data) ? Buffer.from(encode(data)).toString("base64") : JSON.stringify(data),
    };
    const TRIM = { strategy: "MAXLEN", strategyModifier: "~", threshold: this.maxLen };
    return this.redis.xAdd(this.streamName, "*", fields, { TRIM });
  }
}

function hasBinary(value) {
  if (ArrayBuffer.isView(value)) return true;
  return value !== null && typeof value === "object" && Object.values(value).some(hasBinary);
}
