/**
 * node build.mjs <directory> <bill of materials> <version>
 *
 * Lays out what goes into the jar: the client's files, each also in the encodings that
 * browsers accept, what they are in client.properties, and the licences of what is in them.
 * What is in them is also written down as a CycloneDX bill of materials.
 */
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, deflateSync, gzipSync } from "node:zlib";

const FILES = ["socket.io", "socket.io.min", "socket.io.esm.min", "socket.io.msgpack.min"].flatMap((name) => [`${name}.js`, `${name}.js.map`]);

/** What the client's own build has put into its files. */
const BUNDLED = ["@socket.io/component-emitter", "component-emitter", "debug", "engine.io-client", "engine.io-parser", "ms",
  "notepack.io", "socket.io-client", "socket.io-msgpack-parser", "socket.io-parser"];

const modules = fileURLToPath(new URL("node_modules", import.meta.url));
const target = join(process.argv[2], "META-INF");
const files = join(target, "socketio-spring-client-js");
const licences = join(target, "licenses");
for (const directory of [files, licences]) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
}

function gzip(bytes) {
  const result = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
  result[9] = 255; // The operating system: unknown, so that the same files come out everywhere
  return result;
}

for (const name of FILES) {
  const bytes = readFileSync(join(modules, "socket.io-client", "dist", name));
  writeFileSync(join(files, name), bytes);
  writeFileSync(join(files, `${name}.br`), brotliCompressSync(bytes));
  writeFileSync(join(files, `${name}.gzip`), gzip(bytes));
  writeFileSync(join(files, `${name}.deflate`), deflateSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
}

const { version } = JSON.parse(readFileSync(join(modules, "socket.io-client", "package.json")));
writeFileSync(join(files, "client.properties"), `version=${version}\nfiles=${FILES.join(",")}\n`);

for (const name of BUNDLED) {
  const licence = readdirSync(join(modules, name)).find((file) => /^licen[cs]e/i.test(file));
  copyFileSync(join(modules, name, licence), join(licences, `${name.replace("/", "-").replace("@", "")}.txt`));
}

const lock = JSON.parse(readFileSync(fileURLToPath(new URL("package-lock.json", import.meta.url))));
const components = BUNDLED.map((name) => {
  const { version, license, integrity } = lock.packages[`node_modules/${name}`];
  const [group, unscoped] = name.startsWith("@") ? name.split("/") : [undefined, name];
  const purl = `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const hashes = [{ alg: "SHA-512", content: Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex") }];
  return { type: "library", "bom-ref": purl, group, name: unscoped, version, hashes, licenses: [{ license: { id: license } }], purl };
});
const purl = `pkg:maven/io.github.socketio-spring/socketio-spring-client-js@${process.argv[4]}?type=jar`;
const component = { type: "library", "bom-ref": purl, group: "io.github.socketio-spring", name: "socketio-spring-client-js", version: process.argv[4], purl };
const bom = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  version: 1,
  metadata: { component },
  components,
  dependencies: [{ ref: purl, dependsOn: components.map((part) => part.purl) }],
};
writeFileSync(process.argv[3], `${JSON.stringify(bom, null, 2)}\n`);
