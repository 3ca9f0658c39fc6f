import { build, type Plugin } from "esbuild";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };

const index = resolve(import.meta.dirname, "../../src/index.ts");

/** Bundles for a browser and tells which modules were asked for on the way. */
async function bundle(contents: string): Promise<{ asked: Set<string>; errors: string[] }> {
  const asked = new Set<string>();
  const spy: Plugin = {
    name: "spy",
    setup: (bundler) => {
      bundler.onResolve({ filter: /^[^./]/ }, ({ path }) => {
        asked.add(path);
        return undefined;
      });
    },
  };
  const result = await build({
    stdin: { contents, resolveDir: resolve(index, "..") },
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    logLevel: "silent",
    plugins: [spy],
  });
  return { asked, errors: result.errors.map((error) => error.text) };
}

describe("a browser bundle of the package", () => {
  it("asks for nothing of node: and for no optional peer", async () => {
    const { asked, errors } = await bundle(`export * from "./index.ts";`);
    expect(errors).toEqual([]);
    const optional = Object.keys((packageJson as { peerDependencies?: object }).peerDependencies ?? {});
    const forbidden = [...asked].filter(
      (path) => path.startsWith("node:") || optional.some((name) => path.startsWith(name)),
    );
    expect(forbidden).toEqual([]);
  });
});
