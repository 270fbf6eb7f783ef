import { createGate, functionCall, message } from "codex-app-server-sdk/testing";
import { describe, expect, onTestFinished, test } from "vitest";
import { createFleet, type Engine, type FleetTurn, type LoggedEvent } from "../../src/index.js";
import { withMethods } from "../support/with-methods.js";
import { type FleetPlace, startFleet } from "./start-fleet.js";
import { storedConversations } from "./stored-conversations.js";

async function eventsOf(turn: FleetTurn): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const event of turn.events()) events.push(event);
  return events;
}

/** An engine whose first acknowledgement does not get through. */
function losingOneAcknowledgement(engine: Engine): Engine {
  let isLost = false;
  const acknowledge: Engine["acknowledge"] = async (...args) => {
    if (isLost) return engine.acknowledge(...args);
    isLost = true;
    throw new Error("The engine could not be reached.");
  };
  return withMethods(engine, { acknowledge });
}

/**
 * What a fleet does, whatever its engine. `makePlace` makes an empty one, which ends with the test.
 */
export function fleetCases(makePlace: () => Promise<FleetPlace>): void {
  const losing = async (): Promise<FleetPlace> => {
    const place = await makePlace();
    return { ...place, engine: losingOneAcknowledgement(place.engine) };
  };

  describe("a fleet of two workers", () => {
    test("answers each thread's messages once and in order, though one of them is closed", async () => {
      const { fleet, model, store, start } = await startFleet(await makePlace());
      const gate = createGate();
      model.respondWith(({ userText }) =>
        message(userText === "a2" ? ["re ", gate, "a2"] : `re ${userText}`),
      );
      const send = async (thread: string): Promise<FleetTurn[]> => {
        const turns = [1, 2, 3].map((n) => fleet.thread(thread).turn(`${thread}${n}`));
        return Promise.all(turns);
      };
      const first = await start({ maxTurns: 1 });
      const a = await send("a");
      await gate.reached;
      const second = await start({ maxTurns: 2 });
      const turns = [...a, ...(await send("b")), ...(await send("c"))];
      const closed = first.worker.close();
      gate.open();
      await closed;

      const answers = await Promise.all(turns.map((turn) => turn.result()));
      const names = ["a1", "a2", "a3", "b1", "b2", "b3", "c1", "c2", "c3"];
      expect(answers.map(({ finalResponse }) => finalResponse)).toEqual(
        names.map((name) => `re ${name}`),
      );
      const said = (thread: string): string[] =>
        [1, 2, 3].flatMap((n) => [`${thread}${n}`, `re ${thread}${n}`]);
      await second.worker.close();
      expect((await storedConversations(store, model)).sort()).toEqual(["a", "b", "c"].map(said));
      for (const turn of turns) {
        const types = (await eventsOf(turn)).map(({ type }) => type);
        expect(types[0]).toBe("attempt-start");
        expect(types.filter((type) => type === "attempt-start" || type === "finish")).toHaveLength(
          2,
        );
        expect(types.at(-1)).toBe("finish");
      }
      expect([...first.warnings, ...second.warnings]).toEqual([]);
    });

    test.each([
      ["the first turn", []],
      ["a later turn", ["q1"]],
    ])("goes on with %s when its worker ends, and gives its message once", async (_, before) => {
      const { fleet, model, store, start } = await startFleet(await makePlace());
      const gate = createGate();
      for (const text of before) model.respond(message(`re ${text}`));
      model.respond(message(["broken-off", gate])).respond(message("two"));
      const first = await start({ maxTurns: 1, drainMs: 1 });
      const thread = fleet.thread("t");
      for (const text of before) await thread.run(text);
      const turn = await thread.turn("q2");
      await gate.reached;
      await start();
      await first.worker.close();

      expect((await turn.result()).finalResponse).toBe("two");
      const attempts = (await eventsOf(turn)).filter(({ type }) => type === "attempt-start");
      expect(attempts).toMatchObject([{ attempt: 1 }, { attempt: 2 }]);
      const seen = JSON.stringify(model.requests.at(-1)?.input);
      expect(seen.split('"q2"')).toHaveLength(2);
      expect(seen).not.toContain("broken-off");
      for (const text of before) expect(seen).toContain(`"re ${text}"`);
      expect(await storedConversations(store, model)).toMatchObject([
        expect.arrayContaining(["q2", "two"]),
      ]);
    });

    test("does not answer again what is stored and was not acknowledged", async () => {
      const { fleet, model, store, start } = await startFleet(await losing());
      model.respond(message("once"));
      await start();

      const turn = await fleet.thread("t").turn("q");
      const { finalResponse } = await turn.result();

      expect(finalResponse).toBe("once");
      expect(model.requests).toHaveLength(1);
      expect(await storedConversations(store, model)).toEqual([["q", "once"]]);
      const events = await eventsOf(turn);
      const again = events.findLastIndex(({ type }) => type === "attempt-start");
      expect(events.slice(again)).toMatchObject([
        { type: "attempt-start", attempt: 2 },
        { type: "item-start", item: { type: "userMessage" } },
        { type: "item-end", item: { type: "userMessage" } },
        { type: "item-start", item: { type: "agentMessage" } },
        { type: "text-start" },
        { type: "text-delta", text: "once" },
        { type: "text-end", text: "once" },
        { type: "item-end", item: { type: "agentMessage", text: "once" } },
        { type: "finish" },
      ]);
    });

    test("does not begin anew what was interrupted and not acknowledged", async () => {
      const { fleet, model, start } = await startFleet(await losing());
      const gate = createGate();
      model.respond(message(["broken-off", gate]));
      await start();
      const turn = await fleet.thread("t").turn("q");
      await gate.reached;
      await turn.interrupt();

      await expect(turn.result()).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
      expect(model.requests).toHaveLength(1);
      const types = (await eventsOf(turn)).map(({ type }) => type);
      const again = types.slice(types.lastIndexOf("attempt-start"));
      expect(again).toEqual(["attempt-start", "item-start", "item-end", "finish"]);
    });
  });

  test("many turns at a time are no leak to Node", async () => {
    const warned: string[] = [];
    const hear = ({ name, message }: Error): void => void warned.push(`${name}: ${message}`);
    process.on("warning", hear);
    onTestFinished(() => void process.off("warning", hear));
    const { fleet, model, start } = await startFleet(await makePlace());
    model.respondWith(() => message("ok"));
    await start({ maxTurns: 16 });
    const threads = Array.from({ length: 16 }, (_, n) => fleet.thread(`t${n}`));
    await Promise.all(threads.map((thread) => thread.run("q")));

    expect(warned).toEqual([]);
  });

  test("a thread with many messages leaves room for others", async () => {
    const { fleet, model, start } = await startFleet(await makePlace());
    model.respondWith(() => message("ok"));
    const sent = ["a1", "a2", "a3", "b1"].map((text) => fleet.thread(text.charAt(0)).turn(text));
    const turns = await Promise.all(sent);
    await start({ maxTurns: 1, turnsPerLease: 2 });
    await Promise.all(turns.map((turn) => turn.result()));

    expect(model.requests.map(({ userText }) => userText)).toEqual(["a1", "a2", "b1", "a3"]);
  });

  describe("a turn of a fleet", () => {
    test("has its questions answered from anywhere, once", async () => {
      const { fleet, engine, model, start } = await startFleet(await makePlace());
      model.respond(functionCall("exec_command", { cmd: "touch made" }, { callId: "call" }));
      model.respond(message("done"));
      await start({ thread: () => ({ approvalPolicy: "untrusted", sandbox: "full-access" }) });
      const turn = await fleet.thread("t").turn("Make the file");
      const elsewhere = createFleet({ engine }).thread("t");
      const types: string[] = [];

      for await (const event of elsewhere.attach(turn.id).events()) {
        types.push(event.type);
        if (event.type !== "approval-start") continue;
        const open = await elsewhere.approvals();
        expect(open).toMatchObject([{ id: event.id, kind: "commandApproval", turnId: turn.id }]);
        await elsewhere.answer(event.id, { decision: "accept" });
        const again = elsewhere.answer(event.id, { decision: "decline" });
        await expect(again).rejects.toMatchObject({ code: "APPROVAL_OVER" });
      }

      const { items } = await turn.result();
      const command = items.find(({ type }) => type === "commandExecution");
      expect(command).toMatchObject({ status: "completed", exitCode: 0 });
      const [asked, answered] = [types.indexOf("approval-start"), types.indexOf("approval-end")];
      expect(types.lastIndexOf("item-start", asked)).toBeGreaterThan(0);
      expect(answered).toBeGreaterThan(asked);
    });

    test("has a question declined that nobody answers in time", async () => {
      const { fleet, model, start } = await startFleet(await makePlace());
      model.respond(functionCall("exec_command", { cmd: "touch made" }, { callId: "call" }));
      model.respond(message("done"));
      const thread = (): object => ({ approvalPolicy: "untrusted", sandbox: "full-access" });
      await start({ approvalMs: 50, thread });
      const turn = await fleet.thread("t").turn("Make the file");

      const events = await eventsOf(turn);
      const types = events.map(({ type }) => type);
      expect(events).toContainEqual(
        expect.objectContaining({
          type: "warning",
          message: expect.stringMatching(/Nobody answered approval .* within 50 ms/),
        }),
      );
      const end = types.indexOf("approval-end");
      expect(events[end]).toMatchObject({ isAccepted: false });
      expect(types.indexOf("approval-start")).toBeLessThan(end);
      expect((await turn.result()).finalResponse).toBe("done");
      expect(await fleet.thread("t").approvals()).toEqual([]);
    });

    test("can be steered and interrupted, and cancelled while it waits", async () => {
      const { fleet, model, start } = await startFleet(await makePlace());
      const [writing, again] = [createGate(), createGate()];
      model.respond(message(["thinking", writing])).respond(message("as you wish"));
      model.respond(message(["for ever", again]));
      await start();
      const thread = fleet.thread("t");
      const poem = await thread.turn("Write a poem");
      const story = await thread.turn("Write a story");
      const never = await thread.turn("Write a play");
      await writing.reached;

      await poem.steer("about the sea");
      expect((await poem.result()).finalResponse).toBe("as you wish");
      expect(model.requests[1]?.userText).toBe("about the sea");
      await expect(poem.steer("or the hills")).rejects.toMatchObject({ code: "TURN_OVER" });
      await never.interrupt();
      await expect(never.result()).rejects.toMatchObject({ code: "TURN_CANCELLED" });
      await again.reached;
      await story.interrupt();
      await expect(story.result()).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
      expect(model.requests).toHaveLength(3);
    });

    test("of 10 MB is refused with the server's reason, and the next one runs", async () => {
      const { fleet, model, start } = await startFleet(await makePlace());
      model.respond(message("fine"));
      await start({ maxTurns: 1 });
      const thread = fleet.thread("t");

      const huge = await thread.turn("x".repeat(10_000_000));
      await expect(huge.result()).rejects.toMatchObject({
        code: "TURN_NOT_RUN",
        reason: "INVALID_PARAMS",
      });
      expect((await thread.run("q")).finalResponse).toBe("fine");
      expect(model.requests).toHaveLength(1);
    });

    test("that can't be run says why, and the next one runs", async () => {
      const { fleet, model, start } = await startFleet(await makePlace());
      model.respond(message("fine"));
      await start();
      const thread = fleet.thread("t");

      const empty = thread.run("");
      await expect(empty).rejects.toMatchObject({
        code: "TURN_NOT_RUN",
        reason: "OPTIONS_INVALID",
      });
      expect((await thread.run("q")).finalResponse).toBe("fine");
    });
  });
}
