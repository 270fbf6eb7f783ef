import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type Probe, runProbe } from "./run-probe.js";

async function makeProbe(code: string): Promise<Probe> {
  const folder = await mkdtemp(join(tmpdir(), "bench-probe-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const program = join(folder, "probe.mjs");
  await writeFile(program, code);
  return { name: "client", node: process.execPath, program, task: { turns: 3 }, env: {} };
}

test("a probe gets its task and gives its result", async () => {
  const probe = await makeProbe(`console.log(process.argv[2])`);

  expect(await runProbe(probe)).toEqual({ turns: 3 });
});

test("a failure tells what the program said", async () => {
  const probe = await makeProbe(`throw new Error("no such thread")`);

  await expect(runProbe(probe)).rejects.toThrow(/^client has failed: .*no such thread/s);
});

test.runIf(process.platform === "linux")(
  "a client that hangs is killed with the servers that it has started",
  async () => {
    const probe = await makeProbe(`
      import { spawn } from "node:child_process";
      const server = ["-e", "setInterval(() => {}, 1_000)"];
      spawn(process.execPath, server, { stdio: ["pipe", "inherit", "pipe"] });
    `);

    // The server has the probe's stdout, so the call does not end before it.
    await expect(runProbe({ ...probe, timeoutMs: 500 })).rejects.toThrow("client has hung");
  },
);
