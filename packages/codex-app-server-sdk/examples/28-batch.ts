// One typed answer for each folder below the current one, four at a time on one server.
import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import { Codex } from "codex-app-server-sdk";
import { z } from "zod";

const Report = z.object({
  purpose: z.string().describe("what the code is for, in one sentence"),
  language: z.string(),
  risk: z.enum(["low", "medium", "high"]).describe("how risky a change would be"),
});

const entries = await readdir(".", { withFileTypes: true });
const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
const codex = new Codex();
try {
  const left = folders.values();
  await Promise.all(Array.from({ length: 4 }, () => work(left)));
} finally {
  await codex.close();
}

/** Takes one folder after the other from those that are left. */
async function work(left: Iterable<string>): Promise<void> {
  for (const folder of left) {
    const line = await assess(folder).catch((error: unknown) => `failed: ${error}`);
    console.log(`${folder}: ${line}`);
  }
}

async function assess(folder: string): Promise<string> {
  const cwd = resolve(folder);
  const thread = await codex.threadStart({ cwd, sandbox: "read-only", ephemeral: true });
  const { output } = await thread.run("Assess this folder.", { output: Report, outputRetries: 1 });
  await thread.unsubscribe();
  return `${output.risk}, ${output.language}: ${output.purpose}`;
}
