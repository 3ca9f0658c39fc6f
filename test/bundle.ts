import { build } from "esbuild";

/** Puts a program of the tests into one file that starts fast. */
export async function bundle(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    // Only where it is needed, and from where it is installed.
    external: ["pg-native"],
    format: "esm",
    // What is CommonJS inside wants these.
    banner: {
      js: `import { createRequire } from "node:module"; import { dirname as dirnameOf } from "node:path";
const require = createRequire(import.meta.url); const __filename = import.meta.filename; const __dirname = dirnameOf(__filename);`,
    },
    logLevel: "error",
  });
}
