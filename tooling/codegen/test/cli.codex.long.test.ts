import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";

const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "codegen-cli-"));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  try {
    const command = ["--import", "tsx", cli, ...args];
    return { code: 0, ...(await promisify(execFile)(process.execPath, command)) };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
}

/** Each run of the command compares the whole binary with the lock before it starts it. */
const threeRuns = { timeout: 180_000 };

test(
  "what was generated passes the check, and what was edited fails it by name",
  threeRuns,
  async () => {
    const out = join(dir, "generated");
    expect(await run("generate", "--out", out)).toMatchObject({ code: 0 });
    expect(await run("generate", "--check", "--out", out)).toMatchObject({ code: 0 });
    await writeFile(join(out, "types.ts"), "export type Edited = true;\n");
    const { code, stderr } = await run("generate", "--check", "--out", out);
    expect(code).toBe(1);
    expect(stderr).toBe("Not what Codex describes: types.ts. Run `npm run generate-types`\n");
  },
);

test("a binary that can't be run is named", async () => {
  const { code, stderr } = await run("generate", "--codex", join(dir, "none"), "--out", dir);
  expect(code).toBe(1);
  expect(stderr).toContain(join(dir, "none"));
});
