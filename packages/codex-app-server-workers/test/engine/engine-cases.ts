import { expect, test } from "vitest";
import type { Engine, EngineLimits, LoggedEvent, Message, Outcome } from "../../src/index.js";

const message = (id: string): Message => ({ id, input: `say ${id}`, options: {} });
const cancelled: Outcome = { kind: "cancelled" };
const command = (id: string, turnId: string): Parameters<Engine["ask"]>[1] => ({
  id,
  turnId,
  kind: "commandApproval",
  method: "item/commandExecution/requestApproval",
  params: {},
  itemId: null,
});

async function read(engine: Engine, count: number, after?: string): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of engine.events("t", { after })) {
    if (events.push(event) === count) break;
  }
  return events;
}

/** What every engine must do. `makeEngine` makes an empty one, which ends with the test. */
export function engineCases(makeEngine: (limits?: EngineLimits) => Promise<Engine>): void {
  test("gives a thread's messages in their order, each until it is acknowledged", async () => {
    const engine = await makeEngine();
    for (const id of ["a", "b", "a"]) await engine.send("t", message(id));
    const lease = await engine.take("w");

    const begun = async (): Promise<unknown> => {
      const next = await engine.begin(lease);
      return next && [next.message.id, next.attempt];
    };
    expect(await begun()).toEqual(["a", 1]);
    expect(await begun()).toEqual(["a", 2]);
    await engine.acknowledge(lease, "a", cancelled);
    await engine.send("t", message("a"));
    expect(await begun()).toEqual(["b", 1]);
    await engine.acknowledge(lease, "b", cancelled);
    expect(await begun()).toBeUndefined();
  });

  test("gives a thread to one worker at a time", async () => {
    const engine = await makeEngine();
    const first = engine.take("v");
    const second = engine.take("w");
    await engine.send("t", message("a"));
    await engine.send("t", message("b"));
    const lease = await first;
    await engine.begin(lease);
    await engine.acknowledge(lease, "a", cancelled);
    await engine.release(lease);

    const next = await second;
    expect(next.token).toBeGreaterThan(lease.token);
    expect((await engine.begin(next))?.message.id).toBe("b");
  });

  test("refuses whatever a worker does whose lease has run out", async () => {
    const engine = await makeEngine({ leaseMs: 500 });
    await engine.send("t", message("a"));
    const lost = await engine.take("v");
    await engine.begin(lost);
    await engine.append(lost, "a", [{ type: "warning", message: "still here" }]);
    const lease = await engine.take("w"); // when the other one has run out

    const refused = { code: "LEASE_LOST" };
    await expect(engine.renew(lost)).rejects.toMatchObject(refused);
    await expect(engine.begin(lost)).rejects.toMatchObject(refused);
    await expect(engine.bind(lost, "c")).rejects.toMatchObject(refused);
    await expect(engine.endAttempt(lost, "a", true)).rejects.toMatchObject(refused);
    await expect(engine.append(lost, "a", [])).rejects.toMatchObject(refused);
    await expect(engine.ask(lost, command("q", "a"))).rejects.toMatchObject(refused);
    await expect(engine.acknowledge(lost, "a", cancelled)).rejects.toMatchObject(refused);
    await engine.release(lost);
    expect(await engine.begin(lease)).toMatchObject({ message: { id: "a" }, attempt: 2 });
    expect(lease.codexThreadId).toBeNull();
  });

  test("refuses a message when too many wait", async () => {
    const engine = await makeEngine({ maxWaiting: 2 });
    await engine.send("t", message("a"));
    await engine.send("t", message("b"));

    await expect(engine.send("t", message("c"))).rejects.toMatchObject({
      code: "MAILBOX_FULL",
      threadId: "t",
    });
    await engine.send("other", message("c"));
  });

  test("counts what became of the attempts at a message", async () => {
    const engine = await makeEngine();
    await engine.send("t", message("a"));
    const first = await engine.take("v");
    await engine.begin(first);
    expect(await engine.endAttempt(first, "a", true)).toBe(1);
    await engine.begin(first);
    await engine.release(first); // without a word
    const second = await engine.take("w");
    expect(await engine.begin(second)).toMatchObject({ attempt: 3, deaths: 1 });
    expect(await engine.endAttempt(second, "a", false)).toBe(1);
    expect(await engine.begin(second)).toMatchObject({ attempt: 4, deaths: 1 });
    expect(await engine.endAttempt(second, "a", true)).toBe(2);
  });

  test("keeps a message as it was sent, and refuses one that can't be sent", async () => {
    const engine = await makeEngine();
    const input = { type: "text" as const, text: "before", text_elements: [] };
    await engine.send("t", { ...message("a"), input });
    input.text = "after";
    const lease = await engine.take("w");

    expect((await engine.begin(lease))?.message.input).toMatchObject({ text: "before" });
    const options = { outputSchema: () => {} } as unknown as Message["options"];
    await expect(engine.send("t", { ...message("b"), options })).rejects.toMatchObject({
      code: "OPTIONS_INVALID",
    });
  });

  test("has the events of a thread read on from any of them, as long as it is kept", async () => {
    const engine = await makeEngine({ maxEvents: 3 });
    await engine.send("t", message("a"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    const warn = (text: string): Promise<void> =>
      engine.append(lease, "a", [{ type: "warning", message: text }]);
    await warn("one");
    const [start, one] = await read(engine, 2);
    const following = read(engine, 1, one?.eventId);
    await warn("two");

    expect(start).toMatchObject({ type: "attempt-start", attempt: 1, turnId: "a" });
    expect(await following).toMatchObject([{ message: "two" }]);
    await warn("three");
    expect(await read(engine, 2, one?.eventId)).toMatchObject([
      { message: "two" },
      { message: "three" },
    ]);
    await expect(read(engine, 1, "0")).rejects.toMatchObject({ code: "EVENTS_TRIMMED" });
    await expect(read(engine, 1, "999")).rejects.toMatchObject({ code: "EVENTS_TRIMMED" });
    expect(await read(engine, 3)).toHaveLength(3);
  });

  test("cancels a message that waits, and tells the one that runs", async () => {
    const engine = await makeEngine();
    await engine.send("t", message("a"));
    await engine.send("t", message("b"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    const interrupt = (id: string): Parameters<Engine["signal"]>[2] => ({
      id,
      kind: "interrupt",
      options: {},
    });

    expect(await engine.signal("t", "b", interrupt("1"))).toEqual({ kind: "done" });
    expect(await engine.outcome("t", "b")).toEqual(cancelled);
    const told = engine.signal("t", "a", interrupt("2"));
    for await (const { id } of engine.signals(lease, "a", {})) {
      expect(id).toBe("2");
      break;
    }
    await engine.acknowledge(lease, "a", cancelled);
    expect(await told).toEqual({ kind: "late" });
    expect(await engine.signal("t", "a", interrupt("3"))).toEqual({ kind: "late" });
    expect(await engine.begin(lease)).toBeUndefined();
  });

  test("takes the first answer to a question, and none when nobody asks any more", async () => {
    const engine = await makeEngine();
    await engine.send("t", message("a"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    const answered = engine.ask(lease, command("q", "a"));
    const stop = new AbortController();
    const given = engine.ask(lease, command("r", "a"), { signal: stop.signal });
    const over = { code: "APPROVAL_OVER" };

    expect(await read(engine, 3)).toMatchObject([{}, { type: "approval-start", id: "q" }, {}]);
    expect((await engine.approvals("t")).map(({ id }) => id)).toEqual(["q", "r"]);
    await engine.answerApproval("t", "q", { decision: "accept" });
    expect(await answered).toEqual({ decision: "accept" });
    await expect(engine.answerApproval("t", "q", {})).rejects.toMatchObject(over);
    stop.abort("nobody waits");
    await expect(given).rejects.toBe("nobody waits");
    await expect(engine.answerApproval("t", "r", {})).rejects.toMatchObject(over);
    expect(await engine.approvals("t")).toEqual([]);
  });
}
