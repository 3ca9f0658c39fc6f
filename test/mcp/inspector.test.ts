import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { aDoor } from "./aDoor.ts";
import { aFile, mcpCommand } from "./commandLine.ts";

const words = "Every Monday morning, refresh the production data pipeline";
const require = createRequire(import.meta.url);
const program = require.resolve("@modelcontextprotocol/inspector-cli/build/index.js");

/** What the inspector prints, or what it complains about. */
async function inspect(...args: string[]): Promise<Record<string, unknown>> {
  // It finds its own package beside the folder it is started in.
  const child = spawn(process.execPath, [program, ...args], {
    cwd: dirname(program),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const written = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (written.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (written.err += text));
  const code = await new Promise((resolve) => {
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(written.err);
  return JSON.parse(written.out) as Record<string, unknown>;
}

describe("the MCP inspector's command line", () => {
  it("calls our tools on standard input and output", async () => {
    const { command, args } = mcpCommand(aFile());
    const call = ["--method", "tools/call", "--tool-name", "propose_job", "--tool-arg", `text=${words}`];
    const { structuredContent } = await inspect(command, ...call, "--", ...args);
    expect(structuredContent).toMatchObject({ state: "open", jobs: [{ schedule: "Every Monday at 9:00 AM" }] });
  });

  it("lists our tools and reads our resources by streamable HTTP", async () => {
    const { url, dexter } = await aDoor();
    const { id, revision } = await dexter.propose(words);
    const [job] = await dexter.confirm(id, { revision });
    const uri = `scheduled-jobs://jobs/${job?.id}`;
    const door = [url.href, "--header", "Authorization: Bearer ana"];
    const { tools } = await inspect(...door, "--method", "tools/list");
    expect((tools as { name: string }[]).map(({ name }) => name)).toContain("propose_job");
    expect((await inspect(...door, "--method", "resources/list"))["resources"]).toMatchObject([{ uri }]);
    const { contents } = await inspect(...door, "--method", "resources/read", "--uri", uri);
    expect(JSON.parse((contents as { text: string }[])[0]?.text ?? "")).toMatchObject({ state: "active" });
    const absent = inspect(...door, "--method", "resources/read", "--uri", "scheduled-jobs://jobs/none");
    await expect(absent).rejects.toThrow(/no job/);
  });
});
