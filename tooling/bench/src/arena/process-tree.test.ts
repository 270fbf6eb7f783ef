import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { listDescendants, readMemory } from "./process-tree.js";

/** A process that starts another one, tells its id, and ends with it. */
const parent = `
  const { spawn } = require("node:child_process");
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe"] });
  console.log(child.pid);
  process.stdin.resume().on("end", () => child.stdin.end());
`;

test.runIf(process.platform === "linux")(
  "the processes that a child has started are its descendants, and each takes memory",
  async () => {
    const child = spawn(process.execPath, ["-e", parent], { stdio: ["pipe", "pipe", "inherit"] });
    onTestFinished(async () => {
      const exited = once(child, "exit");
      child.stdin.end();
      await exited;
    });
    const [told] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    const grandchild = Number(told);

    expect(await listDescendants(process.pid)).toEqual(
      expect.arrayContaining([child.pid, grandchild]),
    );
    expect(await listDescendants(child.pid ?? 0)).toEqual([grandchild]);
    expect(await readMemory(grandchild)).toBeGreaterThan(1);
  },
);

test("a process that does not exist takes no memory", async () => {
  expect(await readMemory(0)).toBe(0);
});
