import { once } from "node:events";
import { memoryThreadStore } from "codex-app-server-sdk/store";
import { expect, onTestFinished, test } from "vitest";
import { createFleet, createWorker, memoryEngine } from "../../src/index.js";

test("a signal may end any number of waits, and a worker run any number of turns", async () => {
  const warnings: Error[] = [];
  const warned = (warning: Error): void => void warnings.push(warning);
  process.on("warning", warned);
  onTestFinished(() => void process.off("warning", warned));
  const engine = memoryEngine();
  const worker = createWorker({ engine, store: memoryThreadStore(), maxTurns: 20 });
  await worker.close();
  const fleet = createFleet({ engine });
  await fleet.thread("t").turn("q", { id: "a" });
  const stop = new AbortController();
  const { signal } = stop;
  const reads = Array.from({ length: 20 }, () =>
    fleet.thread("t").events({ signal })[Symbol.asyncIterator]().next(),
  );
  const results = Array.from({ length: 20 }, () =>
    fleet.thread("t").attach("a").result({ signal }),
  );
  const lease = await engine.take("w");
  const leases = Array.from({ length: 20 }, () => engine.take("w", { signal }));
  const asked = Array.from({ length: 20 }, (_, n) =>
    engine.ask(
      lease,
      { id: `${n}`, turnId: "a", kind: "userInput", method: "m", params: {}, itemId: null },
      { signal },
    ),
  );
  stop.abort("enough");
  const waits = await Promise.allSettled([...results, ...leases, ...asked]);
  for (const wait of waits) expect(wait).toEqual({ status: "rejected", reason: "enough" });
  await Promise.allSettled(reads);

  // Warnings come in their order, and one at the end shows that no other one is on its way.
  const last = once(process, "warning");
  process.emitWarning("the last one");
  await last;
  expect(warnings.map(({ message }) => message)).toEqual(["the last one"]);
});
