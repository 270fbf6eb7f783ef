import { expect, test } from "vitest";
import type { Engine } from "../../src/index.js";
import { cancelled, command, type MakeEngine, message, read } from "./samples.js";

/** What turns tell, are told, and ask. */
export function talkCases(makeEngine: MakeEngine): void {
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

  test("asks a question again under the same id, which gets an answer of its own", async () => {
    const engine = await makeEngine();
    await engine.send("t", message("a"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    for (const answer of ["no", "yes"]) {
      const answered = engine.ask(lease, command("q", "a"));
      await expect.poll(() => engine.approvals("t")).toHaveLength(1);
      // By then whoever asks has looked for an answer.
      for (let looks = 0; looks < 20; looks += 1) await engine.approvals("t");
      await engine.answerApproval("t", "q", answer);
      expect(await answered).toBe(answer);
    }
  });

  test("closes the questions of a turn that ends, and of a lease that is given back", async () => {
    const engine = await makeEngine();
    await engine.send("t", message("a"));
    await engine.send("t", message("b"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    const over = { code: "APPROVAL_OVER" };
    const ended = expect(engine.ask(lease, command("q", "a"))).rejects.toMatchObject(over);
    await expect.poll(() => engine.approvals("t")).toHaveLength(1);
    await engine.acknowledge(lease, "a", cancelled);
    await ended;
    await engine.begin(lease);
    const left = expect(engine.ask(lease, command("r", "b"))).rejects.toMatchObject(over);
    await expect.poll(() => engine.approvals("t")).toHaveLength(1);
    await engine.release(lease);
    await left;
    expect(await engine.approvals("t")).toEqual([]);
  });

  test("ends what follows the signals of a lease with it", async () => {
    const engine = await makeEngine();
    await engine.send("t", message("a"));
    const lease = await engine.take("w");
    await engine.begin(lease);
    const follow = async (): Promise<string[]> => {
      const ids: string[] = [];
      for await (const { id } of engine.signals(lease, "a", {})) ids.push(id);
      return ids;
    };
    const steer = { id: "s", kind: "steer" as const, input: "more" };
    const following = follow();
    const told = engine.signal("t", "a", steer);
    await engine.release(lease);
    const next = await engine.take("w");
    await engine.begin(next);
    for await (const { id } of engine.signals(next, "a", {})) {
      await engine.answerSignal(next, "a", id, { kind: "refused", reason: "first" });
      await engine.answerSignal(next, "a", id, { kind: "done" });
      break;
    }

    expect(await told).toEqual({ kind: "refused", reason: "first" });
    expect([[], ["s"]]).toContainEqual(await following);
  });
}
