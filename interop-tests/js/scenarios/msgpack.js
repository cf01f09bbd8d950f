import messagePackParser from "socket.io-msgpack-parser";
import { assert, assertClosedByServer, bytes, once, scenario } from "../harness.js";

scenario("sends and gets what JSON does not know", async (clients) => {
  const socket = await clients.connect();
  const values = [NaN, Infinity, -Infinity, 2 ** 63, 0.1];
  assert.deepEqual(await socket.emitWithAck("reply", values), values);
});

scenario("sends undefined as null, and dates as text", async (clients) => {
  const socket = await clients.connect();
  const date = new Date("2026-11-26T08:00:00.123Z");
  assert.deepEqual(await socket.emitWithAck("reply", [undefined, { none: undefined, date }]), [
    null,
    { none: null, date: "2026-11-26T08:00:00.123Z" },
  ]);
});

scenario("sends any number of binary values in one packet", async (clients) => {
  const socket = await clients.connect();
  const many = Array.from({ length: 50 }, (ignored, index) => bytes(index, index));
  assert.deepEqual(await socket.emitWithAck("reply", many), many);
});

scenario("sends and gets every length of text, lists and objects", async (clients) => {
  const socket = await clients.connect();
  for (const length of [0, 1, 15, 16, 31, 32, 255, 256, 65_535, 65_536]) {
    const text = "x".repeat(length);
    const list = Array(length).fill(1);
    const object = Object.fromEntries(Array.from({ length: Math.min(length, 300) }, (ignored, index) => [`k${index}`, index]));
    assert.deepEqual(await socket.emitWithAck("reply", { text, list, object }), { text, list, object });
  }
});

scenario("is closed alone for JSON, where the server speaks MessagePack", async (clients) => {
  const other = await clients.connect();
  const json = clients.socket("/", { parser: undefined });
  json.connect();
  const [reason] = await once(json.io, "close");
  assertClosedByServer(reason);
  assert.equal(await other.emitWithAck("reply", "unharmed"), "unharmed");
});

for (const [what, packet] of [
  ["an unknown type", { type: 5, nsp: "/", data: [] }],
  ["no namespace", { type: 2, data: ["reply"] }],
  ["no arguments", { type: 2, nsp: "/" }],
  ["a name that is no text", { type: 2, nsp: "/", data: [{}] }],
  ["a reserved name", { type: 2, nsp: "/", data: ["disconnect"] }],
]) {
  scenario(`is closed alone for a packet with ${what}`, async (clients) => {
    const other = await clients.connect();
    const socket = await clients.connect();
    const gone = once(socket, "disconnect");
    const [message] = new messagePackParser.Encoder().encode(packet);
    socket.io.engine.write(message);
    assertClosedByServer((await gone)[0]);
    assert.equal(await other.emitWithAck("reply", "unharmed"), "unharmed");
  });
}
