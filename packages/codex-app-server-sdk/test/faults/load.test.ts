import { expect, test } from "vitest";
import { startCodex } from "../e2e/start-codex.js";
import { runConcurrentThreads } from "./concurrent-threads.js";

test("5,000 requests at once are all answered, and the server was never overloaded", async () => {
  const { codex, warnings } = await startCodex();
  await codex.start();

  const outcomes = await Promise.allSettled(
    Array.from({ length: 5_000 }, () => codex.request("thread/loaded/list", {})),
  );

  expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([]);
  expect(warnings).toEqual([]);
});

// `sleep` exists on POSIX systems only.
test.runIf(process.platform !== "win32")(
  "with 100 commands open, other requests and their end are answered at once",
  async () => {
    const { codex } = await startCodex();
    await codex.start();
    const names = Array.from({ length: 100 }, (_, index) => `command-${index}`);
    const commands = names.map((processId) =>
      codex.request("command/exec", {
        command: ["sleep", "300"],
        processId,
        sandboxPolicy: { type: "dangerFullAccess" },
        disableTimeout: true,
      }),
    );
    const ended = Promise.all(commands);

    await codex.request("account/read", {}, { timeoutMs: 10_000 });
    for (const processId of names) {
      await codex.request("command/exec/terminate", { processId }, { timeoutMs: 10_000 });
    }

    for (const { exitCode } of await ended) expect(exitCode).not.toBe(0);
  },
);

test("20 threads with a turn each at once all complete, each stream only its own", async () => {
  await runConcurrentThreads(20);
});
