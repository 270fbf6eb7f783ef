import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { createTestHome } from "../../src/testing/index.js";
import { runTypeScript } from "./run-type-script.js";

test("the demo runs a turn without an account", async () => {
  const home = await createTestHome();
  onTestFinished(() => home.dispose());
  const file = fileURLToPath(new URL("../../demo/demo.ts", import.meta.url));

  const output = await runTypeScript(file, home);

  expect(output).toMatch(/^approve\? .*echo Hello from a real shell/m);
  expect(output).toContain("command  completed, exit code 0\n         Hello from a real shell\n");
  expect(output).toContain("word by word.\n");
  expect(output).toContain("tokens   2460 in, 48 out, 2508 in total\n");
});
