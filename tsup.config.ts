import { readdirSync } from "node:fs";
import { defineConfig } from "tsup";

/** Every file directly in `src/` is one import path of the package. */
const entry = readdirSync("src")
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => `src/${name}`);

export default defineConfig({
  entry,
  format: "esm",
  target: "node22",
  platform: "neutral",
  dts: true,
  clean: true,
  sourcemap: true,
  splitting: true,
  treeshake: true,
  // `node:sqlite` exists only with its prefix.
  removeNodeProtocol: false,
  external: [/^node:/],
});
