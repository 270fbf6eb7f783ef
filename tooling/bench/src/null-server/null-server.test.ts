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

posixTest("a turn of several items has each with its text", async () => {
  const codex = new Codex({ codexPath: nullServerPath });
  onTestFinished(() => codex.close());
  const thread = await codex.threadStart();

  const { items } = await thread.run("3 items");

  expect(items.map((item) => item.type === "agentMessage" && item.text)).toEqual(
    Array(3).fill("word "),
  );
  expect(new Set(items.map(({ id }) => id)).size).toBe(3);
});

posixTest("the requests of turns on several threads are all open at once", async () => {
  let arrived = 0;
  let allArrived = (): void => {};
  const all = new Promise<void>((resolve) => {
    allArrived = resolve;
  });
  const commandApproval = async (): Promise<{ decision: "accept" }> => {
    arrived += 1;
    if (arrived === 6) allArrived();
    await all;
    return { decision: "accept" };
  };
  const codex = new Codex({ codexPath: nullServerPath, handlers: { commandApproval } });
  onTestFinished(() => codex.close());
  const threads = [await codex.threadStart(), await codex.threadStart()];

  const results = await Promise.all(threads.map((thread) => thread.run("3 requests")));

  expect(arrived).toBe(6);
  expect(results.map(({ finalResponse }) => finalResponse)).toEqual(["word ", "word "]);
  expect(threads[0]?.id).not.toBe(threads[1]?.id);
});

posixTest("what the server says of a turn is as the protocol says", async () => {
  const warnings: string[] = [];
  const ignore = (): void => {};
  const warn = (message: string): void => void warnings.push(message);
  const logger = { debug: ignore, info: ignore, warn, error: warn };
  const handlers = { commandApproval: () => ({ decision: "accept" as const }) };
  const codex = new Codex({ codexPath: nullServerPath, logger, validate: "strict", handlers });
  onTestFinished(() => codex.close());

  const thread = await codex.threadStart();
  warnings.length = 0; // of the server's version, which is none
  for (const text of ["1", "2 items", "2 requests"]) await thread.run(text);

  expect(warnings).toEqual([]);
});
