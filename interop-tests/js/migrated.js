import { once } from "node:events";
import { io } from "socket.io-client";

const [url = "http://localhost:9092", transport = "websocket"] = process.argv.slice(2);
const connect = (namespace, query) => io(url + namespace, { query, transports: [transport], forceNew: true });
const ask = (socket, ...args) => socket.timeout(5000).emitWithAck(...args);

const nobody = connect("/", {});
nobody.once("connect_error", () => nobody.disconnect());
await once(nobody, "connect_error");
console.log("without a name: refused");

const ann = connect("/", { name: "ann" });
const bob = connect("/", { name: "bob" });
await Promise.all([once(ann, "connect"), once(bob, "connect")]);

console.log("members:", await ask(ann, "join", "lobby"));
const joined = once(ann, "joined");
console.log("members:", await ask(bob, "join", "lobby"));
console.log("joined:", ...(await joined));

const messages = Promise.all([once(ann, "message"), once(bob, "message")]);
console.log("answer:", await ask(bob, "message", { room: "lobby", text: "hello" }));
console.log("messages:", JSON.stringify(await messages));

console.log("2 + 3 =", await ask(ann, "add", 2, 3));

ann.once("ready?", (answer) => answer(true));
const noted = once(ann, "noted");
ann.emit("ask me");
console.log("noted:", ...(await noted));

const news = connect("/news", { name: "ann" });
await once(news, "connect");
const story = once(news, "story");
console.log("answer:", await ask(news, "publish", "rain"));
console.log("story:", ...(await story));

const left = once(ann, "left");
bob.disconnect();
console.log("left:", ...(await left));
process.exit(0);
