import { createClient } from "redis";

/** A client of the Redis of this test that comes back as soon as Redis is back. */
export async function connect(port) {
  const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: 50 } });
  client.on("error", (error) => console.error("redis:", error.message));
  await client.connect();
  return client;
}
