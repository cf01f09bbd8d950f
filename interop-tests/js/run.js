/**
 * node run.js <url> <polling|websocket|upgrade> <default|msgpack> <major version of the client> <file of scenarios>...
 */
import { run } from "./harness.js";

const [url, mode, parser, version, ...files] = process.argv.slice(2);
for (const file of files) {
  await import(`./scenarios/${file}.js`);
}
await run(url, mode, parser, Number(version));
