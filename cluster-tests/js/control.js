/**
 * Remote control by the Java test: each line of the standard input is a command in JSON,
 * each line of the standard output an answer. The process ends with its standard input,
 * so that none is left when the test dies. Binary data is {"$binary": "<base64>"}.
 */
import { createInterface } from "node:readline";

export const settings = decode(JSON.parse(process.argv[2] ?? "{}"));

/** Tells the test that commands may come, and answers them. */
export function serve(commands, ready = true) {
  // The adapters leave failures of Redis to nobody; a server that is to live on has this
  process.on("unhandledRejection", (error) => console.error("unhandled:", error));
  const lines = createInterface({ input: process.stdin });
  lines.on("line", async (line) => {
    const { id, command, ...parameters } = JSON.parse(line);
    try {
      write({ id, result: await commands[command](decode(parameters)) });
    } catch (error) {
      write({ id, error: String(error?.stack ?? error) });
    }
  });
  lines.on("close", () => process.exit(0));
  write({ ready });
}

function write(message) {
  process.stdout.write(`${JSON.stringify(encode(message))}\n`);
}

function decode(value) {
  if (typeof value?.$binary === "string") return Buffer.from(value.$binary, "base64");
  if (Array.isArray(value)) return value.map(decode);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, decode(one)]));
  }
  return value;
}

function encode(value) {
  if (value instanceof ArrayBuffer) return { $binary: Buffer.from(value).toString("base64") };
  if (ArrayBuffer.isView(value)) {
    return { $binary: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  }
  if (Array.isArray(value)) return value.map(encode);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, encode(one)]));
  }
  return value;
}
