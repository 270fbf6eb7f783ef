import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));

const judge = `
  const good = { type: "agentMessage", id: "i", text: "Hi" };
  console.log(JSON.stringify([
    parse("ThreadItem", good) === good,
    safeParse("ThreadItem", { ...good, text: 1 }).issues?.[0]?.path,
  ]));
`;

async function run(flags: string[], code: string): Promise<unknown> {
  const args = [...flags, "--eval", code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: here });
  return JSON.parse(stdout);
}

const load = {
  import: 'const { parse, safeParse } = await import("codex-app-server-sdk/protocol");',
  require: 'const { parse, safeParse } = require("codex-app-server-sdk/protocol");',
};

test("the built entry parses when it is imported", async () => {
  expect(await run(["--input-type=module"], load.import + judge)).toEqual([true, ["text"]]);
});

test("the built entry parses when it is required", async () => {
  expect(await run(["--input-type=commonjs"], load.require + judge)).toEqual([true, ["text"]]);
});

test("the validators work where making code from strings is forbidden", async () => {
  const flags = ["--disallow-code-generation-from-strings", "--input-type=module"];
  expect(await run(flags, load.import + judge)).toEqual([true, ["text"]]);
});
