import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

/** A file that the browser asks for. */
export interface Asset {
  mediaType: string;
  content: Uint8Array;
}

/**
 * The scripts and the sheet of a page, by path; made as a host starts, so that nobody has to build anything first.
 *
 * @param page the folder that has its `main.ts` and its `host.css`
 * @param scripts what else of that folder is a script of its own, such as a worker
 */
export async function bundlePage(page: string, scripts: readonly string[] = []): Promise<ReadonlyMap<string, Asset>> {
  const [{ outputFiles }, sheet] = await Promise.all([
    build({
      entryPoints: {
        host: join(page, "main.ts"),
        ...Object.fromEntries(scripts.map((name) => [name, join(page, `${name}.ts`)])),
      },
      bundle: true,
      splitting: true,
      minify: true,
      format: "esm",
      target: "es2023",
      outdir: "/assets",
      write: false,
      logLevel: "error",
    }),
    readFile(join(page, "host.css")),
  ]);
  const assets = new Map<string, Asset>([["/assets/host.css", { mediaType: "text/css", content: sheet }]]);
  for (const { path, contents } of outputFiles) {
    // a drive letter stands before it on Windows
    const name = path.replace(/^.*[\\/]/, "/assets/");
    assets.set(name, { mediaType: "text/javascript", content: contents });
  }
  return assets;
}
