import { setImmediate } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { Codex, type Thread } from "../../src/index.js";
import { ScriptedTransport, scriptTurns } from "../../src/testing/index.js";
import { heldBytes } from "../support/collect-garbage.js";

const count = 60;

async function startCodex(): Promise<Codex> {
  const transport = new ScriptedTransport();
  scriptTurns(
    transport,
    Array.from({ length: count }, () => ["text"]),
  );
  for (const method of ["thread/delete", "thread/archive"] as const) {
    transport.answer(method, {});
  }
  const codex = new Codex({ transport });
  onTestFinished(() => codex.close());
  await codex.start();
  return codex;
}

/** A thread whose handler holds a megabyte, after a turn; and that megabyte. */
async function startThread(codex: Codex): Promise<{ thread: Thread; held: WeakRef<object> }> {
  const megabyte = new Array<number>(131_072).fill(1);
  const thread = await codex.threadStart({
    handlers: {
      commandApproval: () => ({ decision: megabyte.length > 0 ? "accept" : "decline" }),
    },
  });
  await thread.run("Go");
  return { thread, held: new WeakRef(megabyte) };
}

test.each(["threadDelete", "threadArchive"] as const)(
  "what the handlers of 60 threads hold can be collected after %s",
  async (method) => {
    const codex = await startCodex();
    const held: WeakRef<object>[] = [];
    for (let left = count; left > 0; left -= 1) {
      const started = await startThread(codex);
      held.push(started.held);
      await codex[method](started.thread.id);
    }

    await setImmediate(); // What a weak reference has shown is kept until the end of the job.
    heldBytes();

    expect(held.filter((one) => one.deref() !== undefined)).toHaveLength(0);
  },
);
