import { expect, test } from "vitest";
import type { Engine } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";
import type { FleetEvent, LoggedEvent } from "../engine/message.js";
import { memoryEngine } from "../memory/memory-engine.js";
import { TurnLog } from "./turn-log.js";

const warning = (message: string): FleetEvent => ({ type: "warning", message });

async function begun(): Promise<{ engine: Engine; lease: Lease; log: TurnLog }> {
  const engine = memoryEngine();
  await engine.send("t", { id: "a", input: "a", options: {} });
  const lease = await engine.take("w");
  await engine.begin(lease);
  return { engine, lease, log: new TurnLog(engine, lease, "a") };
}

async function read(engine: Engine, count: number): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of engine.events("t")) if (events.push(event) === count) break;
  return events;
}

test("writes all events in order, and a question after what came before it", async () => {
  const { engine, log } = await begun();
  log.write(warning("one"));
  log.write(warning("two"));
  const approval = {
    id: "q",
    turnId: "a",
    kind: "commandApproval" as const,
    method: "m",
    params: {},
    itemId: "i",
  };
  const answered = log.ask(approval, new AbortController().signal);
  expect((await read(engine, 4)).slice(1)).toMatchObject([
    { message: "one" },
    { message: "two" },
    { type: "approval-start", id: "q", itemId: "i" },
  ]);
  log.write(warning("three"));
  await log.flush();
  await engine.answerApproval("t", "q", "yes");
  expect(await answered).toBe("yes");
  expect((await read(engine, 5)).at(-1)).toMatchObject({ message: "three" });
});

test("tells whoever flushes that an event could not be written", async () => {
  const { engine, lease, log } = await begun();
  await engine.release(lease);
  log.write(warning("one"));
  log.write(warning("two"));

  await expect(log.flush()).rejects.toMatchObject({ code: "LEASE_LOST" });
});
