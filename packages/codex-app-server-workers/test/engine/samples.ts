import type { Engine, EngineLimits, LoggedEvent, Message, Outcome } from "../../src/index.js";

/** Makes an empty engine, which ends with the test. */
export type MakeEngine = (limits?: EngineLimits) => Promise<Engine>;

export const message = (id: string): Message => ({ id, input: `say ${id}`, options: {} });
export const cancelled: Outcome = { kind: "cancelled" };
export const command = (id: string, turnId: string): Parameters<Engine["ask"]>[1] => ({
  id,
  turnId,
  kind: "commandApproval",
  method: "item/commandExecution/requestApproval",
  params: {},
  itemId: null,
});

/** Reads so many events of the thread `t`. */
export async function read(engine: Engine, count: number, after?: string): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of engine.events("t", { after })) {
    if (events.push(event) === count) break;
  }
  return events;
}
