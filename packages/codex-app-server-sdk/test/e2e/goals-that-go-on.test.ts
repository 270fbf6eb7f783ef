import { describe, expect, test } from "vitest";
import { Codex } from "../../src/index.js";
import { createGate, type Gate, message } from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

interface WithGoal extends E2eSetup {
  threadId: string;
  /** A further client of the same home. */
  connect(): Codex;
}

/** A thread whose goal is active, and whose model is in the middle of a turn of it. */
async function startGoal(): Promise<WithGoal> {
  const setup = await startCodex();
  const { codex, model, home } = setup;
  model.respond(message("first"));
  const gate = createGate();
  model.respond(message(["second", gate]));
  const thread = await codex.threadStart();
  await thread.startGoal("Count");
  await gate.reached;
  const connect = (): Codex => new Codex(home.options);
  return { ...setup, threadId: thread.id, connect };
}

async function statusOf(codex: Codex, threadId: string): Promise<string | undefined> {
  return (await codex.request("thread/goal/get", { threadId })).goal?.status;
}

function answerAt(gate: Gate): ReturnType<typeof message> {
  return message(["on", gate]);
}

async function killServer(codex: Codex): Promise<void> {
  process.kill(codex.pid ?? Number.NaN, "SIGKILL");
  await codex.ended;
}

describe("a goal that is active", () => {
  test("is paused when its client closes, and stays so when the thread is resumed", async () => {
    const { codex, model, threadId, connect } = await startGoal();

    await codex.close();

    await using next = connect();
    expect(await statusOf(next, threadId)).toBe("paused");
    const thread = await next.threadResume(threadId);
    expect(thread.currentTurn()).toBeNull();
    model.respond(message("free"));
    expect((await thread.run("Hello")).finalResponse).toBe("free");
  });

  test("goes on after its server's death, in reach of whoever resumes the thread", async () => {
    const { codex, model, threadId, connect } = await startGoal();
    await killServer(codex);
    const gate = createGate();
    model.respondWith(() => answerAt(gate));

    await using next = connect();
    const thread = await next.threadResume(threadId);

    await expect(thread.run("Mine")).rejects.toMatchObject({ code: "TURN_IN_PROGRESS" });
    await gate.reached;
    const goal = thread.currentTurn();
    await goal?.interrupt();
    await expect(goal?.result()).rejects.toMatchObject({ code: "TURN_INTERRUPTED" });
    expect(await statusOf(next, threadId)).toBe("paused");
    const requests = model.requests.length;
    model.respond(message("free"));
    expect((await thread.run("Hello")).finalResponse).toBe("free");
    expect(model.requests).toHaveLength(requests + 1);
  });

  test("does not go on when the thread is resumed with the goal paused", async () => {
    const { codex, model, threadId, connect } = await startGoal();
    await killServer(codex);
    const requests = model.requests.length;

    await using next = connect();
    const thread = await next.threadResume(threadId, { goal: "pause" });

    expect(thread.currentTurn()).toBeNull();
    expect(await statusOf(next, threadId)).toBe("paused");
    model.respond(message("free"));
    expect((await thread.run("Hello")).finalResponse).toBe("free");
    expect(model.requests).toHaveLength(requests + 1);
  });
});
