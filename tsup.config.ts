import { globSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { defineConfig, type Options } from "tsup";

/** Every file directly in `src/` is one import path of the package. */
const doors = readdirSync("src")
  .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
  .map((name) => `src/${name}`);

/** One output file for each source file, so that a host's bundler takes what is used and leaves the rest. */
const keepModules: NonNullable<Options["esbuildPlugins"]>[number] = {
  name: "keep-modules",
  setup: (build) => {
    build.onResolve({ filter: /^\.{1,2}\/.*\.ts$/ }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path: path.replace(/\.ts$/, ".js"), external: true },
    );
  },
};

/** Style sheets in templates are as short as those in files would be. */
const shortStyles: typeof keepModules = {
  name: "short-styles",
  setup: (build) => {
    build.onLoad({ filter: /[/\\]src[/\\]ui[/\\].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const sheets = [...source.matchAll(/(?<=\bcss`)[^`$\\]*(?=`)/g)];
      if (sheets.length === 0) return undefined;
      let contents = source;
      for (const [sheet] of sheets) {
        const { code } = await build.esbuild.transform(sheet, { loader: "css", minify: true });
        contents = contents.replace(sheet, () => code.trim().replaceAll("\\", "\\\\"));
      }
      return { contents, loader: "ts" };
    });
  },
};

export default defineConfig({
  entry: globSync("src/**/*.ts").filter((name) => !name.endsWith(".test.ts")),
  format: "esm",
  target: "node22",
  platform: "neutral",
  dts: { entry: doors },
  clean: true,
  sourcemap: true,
  splitting: false,
  esbuildPlugins: [keepModules, shortStyles],
  // `node:sqlite` exists only with its prefix.
  removeNodeProtocol: false,
  external: [/^node:/],
});
