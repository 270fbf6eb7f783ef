import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { readDocument } from "./markdown.js";
import { packageFolder } from "./public-api.js";

const suites = join(packageFolder, "examples", "testing");

/** How each runner is called in the folder of its suite. */
const runners: Record<string, string[]> = {
  vitest: [
    join(dirname(fileURLToPath(import.meta.resolve("vitest/package.json"))), "vitest.mjs"),
    "run",
  ],
  node: ["--import", import.meta.resolve("tsx"), "--test", "agent.test.ts"],
  jest: [fileURLToPath(import.meta.resolve("jest/bin/jest"))],
};

/** Runs a suite in a process of its own. Resolves with all that it printed. */
async function runSuite(name: string, args: readonly string[]): Promise<string> {
  const temp = await mkdtemp(join(tmpdir(), "suite-"));
  onTestFinished(() => rm(temp, { recursive: true }));
  // The variables of the vitest that runs this test are none of the suite's business.
  const inherited = Object.entries(process.env).filter(([key]) => !/^(VITEST|JEST)/.test(key));
  const env = { ...Object.fromEntries(inherited), NO_COLOR: "1", TMPDIR: temp };
  const options = { cwd: join(suites, name), env, timeout: 50_000 };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, options);
  return stdout + stderr;
}

describe("the guide to tests", () => {
  test.each(Object.entries(runners))("has a suite that passes under %s", async (name, args) => {
    const output = await runSuite(name, args);

    expect(output).toContain("runs only the tests, answers the model, and shows its text");
    expect(output).toContain("fails when the model does");
    expect(output).toMatch(/Tests +2 passed|# pass 2|Tests: +2 passed, 2 total/);
  });

  test("shows the agent, the suite and Jest's configuration as they are run", async () => {
    const guide = await readDocument("docs/testing.md");
    const blocks = [...guide.matchAll(/```(?:typescript|js)\n(.*?)```/gs)].map(([, code]) => code);

    const shown = ["agent.ts", "vitest/agent.test.ts", "jest/jest.config.cjs"];
    expect(blocks).toEqual(
      await Promise.all(shown.map((file) => readDocument(`examples/testing/${file}`))),
    );
  });

  test("has suites that differ in imports and assertions only", async () => {
    const texts = Object.keys(runners).map((name) =>
      readDocument(`examples/testing/${name}/agent.test.ts`),
    );
    const rest = (await Promise.all(texts)).map((text) =>
      text
        .split("\n")
        .filter((line) => !/^import|expect\(|deepEqual\(|match\(|rejects\(/.test(line)),
    );

    expect(rest[0]).not.toEqual([]);
    expect(rest).toEqual([rest[0], rest[0], rest[0]]);
  });
});
