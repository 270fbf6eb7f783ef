import { expect, test } from "vitest";
import type { Message } from "../../src/index.js";
import { cancelled, command, type MakeEngine, message, read } from "./samples.js";

/** How messages are sent, leased, attempted and answered. */
export function workCases(makeEngine: MakeEngine): void {
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

  test("forgets the turns first that ended first", async () => {
    const engine = await makeEngine({ maxOutcomes: 1 });
    await engine.send("t", message("a"));
    await engine.send("t", message("b"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    await engine.signal("t", "b", { id: "1", kind: "interrupt", options: {} });
    expect(await engine.outcome("t", "b")).toEqual(cancelled);
    const failed = { kind: "failed", code: "UNKNOWN", message: "why" } as const;
    await engine.acknowledge(lease, "a", failed);

    expect(await engine.outcome("t", "a")).toEqual(failed);
    await expect(engine.outcome("t", "b")).rejects.toMatchObject({ code: "TURN_UNKNOWN" });
  });

  test.each(["", "x", "1.5", "-1", " 1", "0x1", "1e0", "01", "9".repeat(30)])(
    "takes %j for no id of an event",
    async (after) => {
      const engine = await makeEngine();
      await engine.send("t", message("a"));
      await engine.begin(await engine.take("w"));
      expect(await read(engine, 1, "0")).toHaveLength(1);
      await expect(read(engine, 1, after)).rejects.toMatchObject({ code: "EVENTS_TRIMMED" });
    },
  );

  test("keeps what was written though somebody changes it later", async () => {
    const engine = await makeEngine();
    await engine.send("t", message("a"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    const event = { type: "warning" as const, message: "before" };
    await engine.append(lease, "a", [event]);
    const failed = { kind: "failed" as const, code: "UNKNOWN", message: "before" };
    await engine.acknowledge(lease, "a", failed);
    event.message = "after";
    failed.message = "after";
    const seen = await engine.outcome("t", "a");
    Object.assign(seen, { message: "changed" });

    expect(await engine.outcome("t", "a")).toMatchObject({ message: "before" });
    const [, warning] = await read(engine, 2);
    Object.assign(warning ?? {}, { message: "changed" });
    expect((await read(engine, 3)).slice(1)).toMatchObject([
      { message: "before" },
      { message: "before" },
    ]);
  });

  test("tells threads and turns apart, whatever they are called", async () => {
    const engine = await makeEngine();
    const ids = [
      "__proto__",
      "constructor",
      "a:b",
      "a:b:events",
      "{x}",
      " ",
      "🦊",
      "é",
      "%3A",
      ":",
    ];
    for (const id of ids) await engine.send(id, message(`turn ${id}`));
    const taken = new Set<string>();
    for (const _ of ids) {
      const lease = await engine.take("w");
      taken.add(lease.threadId);
      expect(await engine.begin(lease)).toMatchObject({
        message: { id: `turn ${lease.threadId}` },
      });
      const odd = { type: "warning" as const, message: lease.threadId };
      await engine.append(lease, `turn ${lease.threadId}`, [odd]);
      await engine.acknowledge(lease, `turn ${lease.threadId}`, cancelled);
      await engine.release(lease);
    }
    expect([...taken].sort()).toEqual([...ids].sort());
    for (const id of ids) expect(await engine.outcome(id, `turn ${id}`)).toEqual(cancelled);
  });
}
