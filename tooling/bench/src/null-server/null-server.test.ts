import { Codex } from "codex-app-server-sdk";
import { expect, onTestFinished, test } from "vitest";
import { nullServerPath } from "./null-server-path.js";
import { RawClient } from "./raw-client.js";

// The server is a script with a shebang.
const posixTest = test.runIf(process.platform !== "win32");

posixTest(
  "both clients see the same turns, each with its start, its item and its end",
  async () => {
    const raw = await RawClient.start(nullServerPath);
    onTestFinished(() => raw.close());
    const codex = new Codex({ codexPath: nullServerPath });
    onTestFinished(() => codex.close());
    const thread = await codex.threadStart();

    for (const deltas of [1, 1_000, 0]) {
      const turn = await thread.turn(String(deltas));
      let notifications = 0;
      for await (const _ of turn.stream()) notifications += 1;

      expect(notifications).toBe(deltas + 4);
      expect(await raw.runTurn(deltas)).toBe(notifications);
      expect((await turn.result()).finalResponse).toBe("word ".repeat(deltas) || null);
    }
  },
);

posixTest("what the server says of a turn is as the protocol says", async () => {
  const warnings: string[] = [];
  const ignore = (): void => {};
  const warn = (message: string): void => void warnings.push(message);
  const logger = { debug: ignore, info: ignore, warn, error: warn };
  const codex = new Codex({ codexPath: nullServerPath, logger, validate: "strict" });
  onTestFinished(() => codex.close());

  const thread = await codex.threadStart();
  warnings.length = 0; // of the server's version, which is none
  await thread.run("1");

  expect(warnings).toEqual([]);
});
