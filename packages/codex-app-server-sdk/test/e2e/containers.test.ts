import { execFileSync } from "node:child_process";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { describe, expect, onTestFinished, test } from "vitest";
import { Codex, type TurnOptions } from "../../src/index.js";
import {
  createTestHome,
  functionCall,
  MockResponsesServer,
  message,
} from "../../src/testing/index.js";

/** Enters a namespace in which no further ones can be made, as in most containers. */
const enter = `unshare -Ur sh -c 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"' sh`;

function canEnter(): boolean {
  try {
    execFileSync("sh", ["-c", `${enter} true`], { stdio: "ignore" });
    return true;
  } catch {
    // Not Linux, or user namespaces are switched off here too.
    return false;
  }
}

/** Runs a turn with one command in such a container and resolves with what the command printed. */
async function outputOf(options: TurnOptions): Promise<string | null | undefined> {
  const model = await MockResponsesServer.start();
  const home = await createTestHome({ responses: model });
  const codexPath = join(home.root, "codex-in-container");
  const real = process.env.CODEX_PATH ?? bundledCodexPath();
  await writeFile(codexPath, `#!/bin/sh\nexec ${enter} "${real}" "$@"\n`);
  await chmod(codexPath, 0o755);
  const codex = new Codex({ codexPath, env: home.env, cwd: home.cwd });
  onTestFinished(async () => {
    await codex.close();
    await model.close();
    await home.dispose();
  });
  model.respond(functionCall("exec_command", { cmd: "echo hello" }));
  model.respond(message("Done."));
  const thread = await codex.threadStart({ approvalPolicy: "never", sandbox: "workspace-write" });
  const { items } = await thread.run("Go", options);
  const command = items.find((item) => item.type === "commandExecution");
  return command?.aggregatedOutput;
}

describe.runIf(canEnter())("a command in a container without user namespaces", () => {
  test("fails with the reason of bubblewrap in its output", async () => {
    expect(await outputOf({})).toMatch(/bwrap: .*namespace/);
  });

  test("runs when the container is said to be the fence", async () => {
    expect(await outputOf({ sandboxPolicy: { type: "externalSandbox" } })).toBe("hello\n");
  });
});
