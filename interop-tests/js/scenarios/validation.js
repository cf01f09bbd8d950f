import { assert, once, scenario } from "../harness.js";

const GOOD = { id: "1", lines: [{ item: "tea", count: 9 }] };

function failure(...errors) {
  return {
    error: {
      code: "validation_failed",
      message: "Validation failure",
      problem: { title: "Bad Request", status: 400, detail: "Validation failure", errors },
    },
  };
}

for (const event of ["plain", "non-blocking", "mono", "stage", "proxied"]) {
  scenario(`is told what is not valid in an argument of a ${event} handler`, async (clients) => {
    const socket = await clients.connect();
    assert.equal(await socket.emitWithAck(event, GOOD), "taken");
    assert.deepEqual(
      await socket.emitWithAck(event, { lines: [{ item: " ", count: 10 }] }),
      failure(
        { argument: 0, path: "lines[0].count", message: "must be less than or equal to 9" },
        { argument: 0, path: "lines[0].item", message: "must not be blank" },
      ),
    );
    assert.deepEqual(
      await socket.emitWithAck(event, {}),
      failure({ argument: 0, path: "lines", message: "must not be null" }),
    );
  });
}

scenario("is told what is not valid in an argument of a handler of many values", async (clients) => {
  const socket = await clients.connect();
  assert.deepEqual(await socket.emitWithAck("flux", GOOD), ["taken"]);
  assert.equal((await socket.emitWithAck("flux", {})).error.code, "validation_failed");
});

scenario("is held to the group of the parameter", async (clients) => {
  const socket = await clients.connect();
  assert.equal(await socket.emitWithAck("group", { id: "1", lines: [] }), "taken");
  assert.deepEqual(
    await socket.emitWithAck("group", GOOD.lines[0]),
    failure({ argument: 0, path: "id", message: "must not be null" }),
  );
});

scenario("is told the position of an argument that is not valid itself", async (clients) => {
  const socket = await clients.connect();
  const bytes = Buffer.from([1]);
  assert.equal(await socket.emitWithAck("texts", "", "text", bytes, "ab"), "taken");
  assert.deepEqual(
    await socket.emitWithAck("texts", "", null, bytes, "ab"),
    failure({ argument: 1, path: "", message: "must not be blank" }),
  );
  assert.equal((await socket.emitWithAck("unknown", "")).error.code, "validation_failed");
  assert.equal(await socket.emitWithAck("unknown", "text"), "taken");
});

scenario("gets what the exception handler answers", async (clients) => {
  const socket = await clients.connect();
  assert.equal(await socket.emitWithAck("handled", "text"), "taken");
  assert.equal(await socket.emitWithAck("handled", " "), "must not be blank");
});

scenario("goes on when it asked for no answer", async (clients) => {
  const socket = await clients.connect();
  socket.emit("mono", {});
  assert.equal(await socket.emitWithAck("mono", GOOD), "taken");
});

scenario("is not validated by a listener without annotations", async (clients) => {
  const socket = await clients.connect("/functional");
  assert.equal(await socket.emitWithAck("order", {}), "taken");
});

scenario("is refused for an auth object that is not valid", async (clients) => {
  const socket = clients.socket("/members", { auth: { name: " ", password: "secret" } });
  socket.connect();
  const [error] = await once(socket, "connect_error");
  assert.equal(error.message, "Validation failure");
  assert.deepEqual(error.data, {
    code: "validation_failed",
    problem: {
      title: "Bad Request",
      status: 400,
      detail: "Validation failure",
      errors: [
        { path: "name", message: "must not be blank" },
        { path: "password", message: "size must be between 8 and 2147483647" },
      ],
    },
  });
  await clients.connect("/members", { auth: { name: "Ada", password: "long enough" } });
}, { since: 4 });
