import { describe, expect, test } from "vitest";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import {
  ask,
  goOnElsewhere,
  resumeElsewhere,
  seenBy,
  startConversation,
} from "./start-conversation.js";
import { failToConnect, watchedStore } from "./watched-store.js";

describe("of two that go on with a thread", () => {
  test("the last to resume it has it, and the turn of the other is ended with that reason", async () => {
    const { machines, model, a, thread } = await startConversation();
    const gate = createGate();
    model.respond(functionCall("exec_command", { cmd: "echo lost" }, { callId: "call" }));
    model.respond(message(["never", gate]));
    const turn = await thread.turn("q-lost");
    await gate.reached;
    await thread.saved();
    const there = await resumeElsewhere(machines, thread);
    await thread.setName("Mine");
    await expect(turn.result()).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(thread.run("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(thread.saved()).rejects.toMatchObject({ code: "THREAD_FENCED" });
    gate.open();
    await ask(model, there, "two");
    await there.saved();
    expect(seenBy(model)).toContain("q-one a-one q-lost q-two");

    // It takes the thread back, and what it had beyond the other is set aside.
    const back = await a.codex.threadResume(thread.id);
    await ask(model, back, "three");
    expect(seenBy(model)).toContain("q-lost q-two a-two q-three");
    expect(a.warnings.join("\n")).toMatch(
      /replaces what this machine had, which is in \S+set_aside/,
    );
    const more = createGate();
    model.respond(message(["never", more]));
    await expect(there.run("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
    more.open();
    await expect(there.saved()).rejects.toMatchObject({ code: "THREAD_FENCED" });
  });

  test("keeps the other from going on when it can't take the thread back", async () => {
    const store = watchedStore();
    const { machines, a, thread } = await startConversation(store);
    await thread.saved();
    await resumeElsewhere(machines, thread);
    store.load = failToConnect;

    await expect(a.codex.threadResume(thread.id)).rejects.toThrow("no connection");
    await expect(thread.run("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
  });
});

describe("a thread that is kept in a store", () => {
  test("is taken over anew by its next turn after it was unsubscribed", async () => {
    const { machines, model, thread } = await startConversation();
    await thread.unsubscribe();
    await thread.saved();
    const there = await goOnElsewhere(machines, thread, "two");
    await there.saved();
    await ask(model, thread, "three");

    expect(seenBy(model)).toBe("q-one a-one q-two a-two q-three");
    await expect(there.saved()).resolves.toBeUndefined(); // It has heard of nothing yet.
    model.respond(message("never"));
    await there.setName("Mine");
    await expect(there.saved()).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(there.run("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(there.runGoal("more")).rejects.toMatchObject({ code: "THREAD_FENCED" });
    await expect(there.goal.set({ objective: "more" })).rejects.toMatchObject({
      code: "THREAD_FENCED",
    });
  });
});
