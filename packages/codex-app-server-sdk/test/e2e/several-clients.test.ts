import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { Codex, Thread, TurnHandle } from "../../src/index.js";
import { createGate, functionCall, message } from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { type SharedSetup, startSharedCodex } from "./start-shared-codex.js";

const untrusted = { approvalPolicy: "untrusted", sandbox: "full-access" } as const;
const asksForCommand = functionCall("exec_command", { cmd: "echo ran" }, { callId: "call" });

/** A thread that the server has stored, so that others can resume it. */
async function startStored(codex: Codex): Promise<Thread> {
  const thread = await codex.threadStart(untrusted);
  await thread.setName("shared");
  return thread;
}

describe("a turn that another client has started", () => {
  test("keeps its thread busy, and is followed to a result that is whole", async () => {
    const { model, connect } = await startSharedCodex();
    const [{ codex: one }, { codex: other }] = [connect(), connect()];
    const thread = await startStored(one);
    const gate = createGate();
    model.respond(message(["half ", gate, "whole"]));
    const turn = await thread.turn("Go");
    await gate.reached;

    const same = await other.threadResume(thread.id);

    await expect(same.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    const found = same.currentTurn();
    expect(found?.id).toBe(turn.id);
    if (!found) throw new Error("No turn was found.");
    const texts = collect(found.textStream());
    gate.open();
    const [own, followed] = await Promise.all([turn.result(), found.result()]);
    expect(followed).toMatchObject({ finalResponse: "half whole", turn: { status: "completed" } });
    expect(followed?.items.map(({ type }) => type)).toEqual(own.items.map(({ type }) => type));
    expect((await texts).join("")).toContain("whole");
    expect(same.currentTurn()).toBeNull();
  });

  test("goes on when who only follows it leaves, and ends for all when it is interrupted", async () => {
    const { model, connect } = await startSharedCodex();
    const [{ codex: one }, { codex: other }] = [connect(), connect()];
    const thread = await startStored(one);
    const gate = createGate();
    model.respond(message(["a", gate]));
    const turn = await thread.turn("Go");
    await gate.reached;
    const same = await other.threadResume(thread.id);

    await same.currentTurn()?.[Symbol.asyncDispose]();
    expect(same.currentTurn()?.id).toBe(turn.id);
    await same.currentTurn()?.interrupt();

    await expect(turn.result()).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
  });

  test("that begins later is found as it begins", async () => {
    const { model, connect } = await startSharedCodex();
    const [{ codex: one }, { codex: other }] = [connect(), connect()];
    const thread = await startStored(one);
    const same = await other.threadResume(thread.id);
    expect(same.currentTurn()).toBeNull();
    const gate = createGate();
    model.respond(message(["a", gate]));

    const turn = await thread.turn("Go");
    await gate.reached;
    await expect.poll(() => same.currentTurn()?.id).toBe(turn.id);

    await expect(same.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    gate.open();
    await turn.result();
    model.respond(message("mine"));
    await expect.poll(() => same.currentTurn()).toBeNull();
    expect((await same.run("Mine")).finalResponse).toBe("mine");
  });
});

describe("an approval", () => {
  test("is left to the client that has a handler, and said once by one that has none", async () => {
    const { model, connect } = await startSharedCodex();
    const answer = createGate();
    const { codex: one } = connect({
      handlers: {
        commandApproval: async () => {
          await answer.pass();
          return { decision: "accept" };
        },
      },
    });
    const { codex: other, warnings } = connect();
    const thread = await startStored(one);
    await other.threadResume(thread.id);
    model
      .respond(asksForCommand)
      .respondWith(({ toolOutput }) => message(toolOutput("call") ?? ""));
    const running = thread.run("Go");

    await answer.reached;
    await expect.poll(() => warnings.length).toBe(1);
    expect(warnings[0]).toContain("item/commandExecution/requestApproval");
    answer.open();

    expect((await running).finalResponse).toContain("ran");
  });

  test("of a turn that this client started is declined when it has no handler", async () => {
    const { model, connect } = await startSharedCodex();
    const [{ codex: one }, { codex: other }] = [connect(), connect()];
    const thread = await startStored(one);
    await other.threadResume(thread.id);
    model.respond(asksForCommand).respond(message("was declined"));

    expect((await thread.run("Go")).finalResponse).toBe("was declined");
  });

  test("that is open is asked of who resumes the thread, and ends for who was asked first", async () => {
    const { model, connect } = await startSharedCodex();
    const asked = createGate();
    let signal: AbortSignal | undefined;
    const { codex: one } = connect({
      handlers: {
        commandApproval: (_params, context) => {
          signal = context.signal;
          void asked.pass();
          return new Promise(() => {});
        },
      },
    });
    const { codex: other } = connect({
      handlers: { commandApproval: () => ({ decision: "accept" }) },
    });
    const thread = await startStored(one);
    model
      .respond(asksForCommand)
      .respondWith(({ toolOutput }) => message(toolOutput("call") ?? ""));
    const running = thread.run("Go");
    await asked.reached;

    await other.threadResume(thread.id);

    expect((await running).finalResponse).toContain("ran");
    expect(signal?.aborted).toBe(true);
  });
});

describe("a turn whose starter has gone while an approval is open", () => {
  const limited = { timeouts: { idleMs: 1_000 } };

  /** The limits of turns from here on pass when the answer is called, and afterwards no more. */
  function fakeTimeLimits(): () => Promise<void> {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
    onTestFinished(() => void vi.useRealTimers());
    return async () => {
      await vi.advanceTimersByTimeAsync(10 * limited.timeouts.idleMs);
      vi.useRealTimers();
    };
  }

  /** The starter has gone; another client without a handler follows the turn. */
  async function startLeft(): Promise<SharedSetup & { threadId: string; found: TurnHandle }> {
    const shared = await startSharedCodex();
    const { model, connect } = shared;
    const asked = createGate();
    const { codex: one } = connect({
      handlers: {
        commandApproval: () => {
          void asked.pass();
          return new Promise(() => {});
        },
      },
    });
    const { codex: other, warnings } = connect();
    const thread = await startStored(one);
    model
      .respond(asksForCommand)
      .respondWith(({ toolOutput }) => message(toolOutput("call") ?? ""));
    const passTheLimit = fakeTimeLimits();
    const running = thread.run("Go", limited).catch(() => {});
    await asked.reached;
    await passTheLimit();
    const same = await other.threadResume(thread.id);
    await expect.poll(() => warnings.length).toBe(1);
    await one.close();
    await running;
    const passItAgain = fakeTimeLimits();
    const found = same.currentTurn(limited);
    if (!found) throw new Error("No turn was found.");
    await passItAgain();
    return { ...shared, threadId: thread.id, found };
  }

  test("goes on when a third client with a handler resumes its thread", async () => {
    const { connect, threadId, found } = await startLeft();
    let asked = 0;
    const { codex: third } = connect({
      handlers: {
        commandApproval: () => {
          asked += 1;
          return { decision: "accept" };
        },
      },
    });

    await third.threadResume(threadId);

    expect((await found.result()).finalResponse).toContain("ran");
    expect(asked).toBe(1);
  });

  test("ends when it is interrupted by who follows it", async () => {
    const { found } = await startLeft();

    await found.interrupt();

    await expect(found.result()).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
  });
});

describe("a turn is taken over", () => {
  test("by who steers it, and the thread is free for all when it has ended", async () => {
    const { model, connect } = await startSharedCodex();
    const [{ codex: one }, { codex: other }, { codex: third }] = [connect(), connect(), connect()];
    const thread = await startStored(one);
    const gate = createGate();
    model.respond(message(["a", gate]));
    model.respondWith(({ userText }) => message(userText ?? ""));
    const turn = await thread.turn("Go");
    await gate.reached;
    const same = await other.threadResume(thread.id);
    const watched = await third.threadResume(thread.id);

    await same.currentTurn()?.steer("Mine now");
    await one.close();
    gate.open();

    expect((await watched.currentTurn()?.result())?.finalResponse).toBe("Mine now");
    await expect(turn.result()).rejects.toMatchObject({ code: "TRANSPORT_CLOSED" });
    await expect.poll(() => same.currentTurn()).toBeNull();
    expect((await same.run("Next")).finalResponse).toBe("Next");
    await expect.poll(() => watched.currentTurn()).toBeNull();
    expect((await watched.run("Last")).finalResponse).toBe("Last");
  });
});
