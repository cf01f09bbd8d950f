// Bundles src/ into the folder Spring Boot serves as static content.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

await build({
  entryPoints: [
    { in: here("src/main.js"), out: "app" },
    { in: here("src/css/app.css"), out: "app" },
    { in: here("src/index.html"), out: "index" },
    { in: here("src/favicon.svg"), out: "favicon" },
  ],
  outdir: process.env.OUT_DIR || here("../target/classes/static"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  sourcemap: true,
  loader: { ".html": "copy", ".svg": "copy" },
  logLevel: "info",
});
