/**
 * A proxy that does not keep clients where they are. It has two ports: behind the one each
 * request of a session goes to another server than the last, behind the other none goes to
 * the server that has the session. Handshakes go to the servers by turns, or to the one of
 * the command "open".
 */
import { createServer, request as send } from "node:http";
import { serve, settings } from "./control.js";

const { urls } = settings;
const last = new Map();
const owners = new Map();
let turn = 0;
let opens;

function target(sid, astray) {
  if (!sid) return opens ?? (turn++ % urls.length);
  const owner = owners.get(sid);
  let next = ((last.get(sid) ?? owner) + 1) % urls.length;
  if (astray && next === owner) next = (next + 1) % urls.length;
  last.set(sid, next);
  return next;
}

function forward(request, astray) {
  const index = target(new URL(request.url, "http://proxy").searchParams.get("sid"), astray);
  const { hostname, port } = new URL(urls[index]);
  const { method, url: path, headers } = request;
  return { index, upstream: send({ hostname, port, method, path, headers, agent: false }) };
}

function proxy(astray) {
  const server = createServer((request, response) => {
    const { index, upstream } = forward(request, astray);
    upstream.on("response", (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.on("data", (chunk) => {
        const [, sid] = /^0\{"sid":"([^"]+)"/.exec(chunk.toString("latin1")) ?? [];
        if (sid) owners.set(sid, index);
        response.write(chunk);
      });
      answer.on("end", () => response.end());
      answer.on("error", () => response.destroy());
    });
    upstream.on("error", () => response.destroy());
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  });
  server.on("upgrade", (request, socket) => {
    const { upstream } = forward(request, astray);
    socket.on("error", () => upstream.destroy());
    upstream.on("upgrade", (answer, other, head) => {
      const lines = answer.rawHeaders.flatMap((name, i, all) => (i % 2 ? [] : [`${name}: ${all[i + 1]}`]));
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
      socket.write(head);
      other.on("error", () => socket.destroy());
      other.on("close", () => socket.destroy());
      socket.on("close", () => other.destroy());
      other.pipe(socket).pipe(other);
    });
    upstream.on("response", (answer) => socket.end(`HTTP/1.1 ${answer.statusCode} Refused\r\nConnection: close\r\n\r\n`));
    upstream.on("error", () => socket.destroy());
    upstream.end();
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
}

serve({
  /** The server that opens all sessions from now on. */
  open: ({ server }) => void (opens = server),
  add: ({ url }) => void urls.push(url),
  remove: ({ url }) => void urls.splice(urls.indexOf(url), 1),
}, { another: await proxy(false), astray: await proxy(true) });
