import { assert, bytes, inbox, scenario, target } from "../harness.js";

async function echoed(clients, ...args) {
  const socket = await clients.connect();
  const echoes = inbox(socket, "echo");
  socket.emit("echo", ...args);
  return echoes.first();
}

scenario("sends and gets many arguments", async (clients) => {
  const args = Array.from({ length: 50 }, (ignored, index) => (index % 2 ? index : `argument ${index}`));
  assert.deepEqual(await echoed(clients, ...args), args);
});

scenario("sends and gets no argument", async (clients) => {
  assert.deepEqual(await echoed(clients), []);
});

scenario("sends and gets null, and undefined as null", async (clients) => {
  assert.deepEqual(await echoed(clients, null, [null], { none: null }), [null, [null], { none: null }]);
  assert.deepEqual(await echoed(clients, undefined, 1), [null, 1]);
});

scenario("sends and gets any text", async (clients) => {
  const texts = ["é", "日本語", "😀👩‍👩‍👧", "\u2028\u2029", "\u0000\u001e\u007f", 'quoted "\\" / \n\t', "\u{10ffff}", "", "0", ","];
  assert.deepEqual(await echoed(clients, ...texts), texts);
});

scenario("sends and gets a long text beyond ASCII", async (clients) => {
  const text = "aé日😀".repeat(2_000);
  assert.deepEqual(await echoed(clients, text), [text]);
});

scenario("sends and gets nested data and numbers", async (clients) => {
  const data = {
    list: [[[]], [{}], [[1, [2, [3]]]]],
    // notepack.io writes integers beyond 2^64 as others
    numbers: [0, -1, 1.5, -0.25, target.parser === "msgpack" ? 1 : 1e21, 5e-324, 2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1)],
    "key with é": { "": [true, false] },
    _placeholder: true,
    num: 0,
  };
  assert.deepEqual(await echoed(clients, data), [data]);
});

scenario("sends events of any name", async (clients) => {
  const socket = await clients.connect();
  const names = ["named *", "named é😀", "named  with spaces", "named,comma", 'named "quote"'];
  for (const name of names) {
    assert.equal(await socket.emitWithAck(name, name), name);
  }
});

scenario("binds payloads to records and generics", async (clients) => {
  const socket = await clients.connect();
  const order = { customer: "Ada", lines: [{ item: "tea", count: 2 }, { item: "cup", count: 1 }], note: null };
  assert.deepEqual(await socket.emitWithAck("order", order), { customer: "Ada", items: ["tea", "cup"], count: 3 });
  assert.deepEqual(
    await socket.emitWithAck("group", [{ item: "tea", count: 2 }, { item: "cup", count: 1 }, { item: "tea", count: 5 }]),
    { tea: [2, 5], cup: [1] },
  );
  assert.equal(await socket.emitWithAck("sum", 40, "two", { by: 2 }), "42 two 2");
  assert.equal(await socket.emitWithAck("greet"), "Hello, nobody");
  assert.equal(await socket.emitWithAck("greet", "Ada"), "Hello, Ada");
});

scenario("binds binary to records and buffers", async (clients) => {
  const socket = await clients.connect();
  const picture = { name: "tiles", data: bytes(10), tiles: [{ data: bytes(3, 1) }, { data: bytes(0) }] };
  assert.deepEqual(await socket.emitWithAck("picture", picture), picture);
  assert.deepEqual(await socket.emitWithAck("sizes", bytes(3), [bytes(4), bytes(5)], bytes(100_000)), [3, 4, 5, 100_000]);
});

scenario("gets the values of reactive handlers", async (clients) => {
  const socket = await clients.connect();
  assert.equal(await socket.emitWithAck("later", "value"), "value");
  assert.deepEqual(await socket.emitWithAck("flux", 5), [0, 1, 2, 3, 4]);
  assert.equal(await socket.emitWithAck("future", "value"), "value");
  const nothing = await new Promise((resolve) => socket.emit("empty", (...answer) => resolve(answer)));
  assert.deepEqual(nothing, []);
});

scenario("gets errors of handlers as acknowledgements, and the socket stays", async (clients) => {
  const socket = await clients.connect();
  assert.equal((await socket.emitWithAck("order", "no order")).error.code, "bad_payload");
  assert.deepEqual(await socket.emitWithAck("refuse", "this"), { refused: "this" });
  const { error } = await socket.emitWithAck("fail");
  assert.deepEqual(Object.keys(error).sort(), ["code", "message"]);
  assert.doesNotMatch(error.message, /secret/);
  assert.equal(await socket.emitWithAck("reply", "goes on"), "goes on");
});

scenario("sends an event that nobody handles, and the socket stays", async (clients) => {
  const socket = await clients.connect();
  socket.emit("unheard of", 1, bytes(2));
  assert.equal(await socket.emitWithAck("reply", "goes on"), "goes on");
});
