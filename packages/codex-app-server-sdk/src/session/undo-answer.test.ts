import { expect, test } from "vitest";
import { startCommand } from "../../test/model/fake-work.js";
import { type StartedWorld, settledAs, startUsedThread } from "../../test/model/start-world.js";

/** A raw request for a turn is answered when nobody waits for it any more. */
async function requestLate({ world, thread }: StartedWorld, during: () => void): Promise<void> {
  world.server.treat("turn/start", "late");
  const params = { threadId: thread.id, input: [] };
  const requested = world.codex.request("turn/start", params, { timeoutMs: 100 });
  requested.catch(() => {});
  await world.settle();
  during();
  await world.advance(200);
  expect(await settledAs(requested)).toBe("REQUEST_TIMEOUT");
  world.server.release();
  await world.settle();
}

test("a turn that nobody waits for any more is ended, and so is its command", async () => {
  const started = await startUsedThread();
  const { truth } = started;

  await requestLate(started, () => {
    startCommand(truth, { itemId: "call_0", hadToBeApproved: false }, "process-1");
  });

  expect(truth.turns.at(-1)).toMatchObject({ endedBy: "this client" });
  expect(truth.commands).toMatchObject([{ isTerminated: true }]);
});

test("a turn that a caller waits for goes on when the server has put the input into it", async () => {
  const started = await startUsedThread();
  const { world, thread, truth } = started;
  const running = thread.run("Go");
  await world.settle();

  await requestLate(started, () => {});

  expect(truth.isRunning).toBe(true);
  truth.end("completed", "itself");
  expect(await settledAs(running)).toBe("fulfilled");
});
