import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import {
  type Codex,
  InvalidRequestError,
  type Thread,
  TurnFailedError,
  TurnInProgressError,
  TurnInterruptedError,
} from "../../src/index.js";
import {
  createGate,
  functionCall,
  httpError,
  type ModelItem,
  message,
} from "../../src/testing/index.js";
import { collect } from "../support/collect.js";
import { startCodex } from "./start-codex.js";

/** The model's call that reports the state of its goal. */
const goalIs = (status: "complete" | "blocked" | "paused"): ModelItem =>
  functionCall("update_goal", { status });

async function goalStatus(codex: Codex, { id }: Thread): Promise<string | undefined> {
  const { goal } = await codex.request("thread/goal/get", { threadId: id });
  return goal?.status;
}

describe("a goal that takes several turns", () => {
  test("is one turn with one start, one end, one id and the items of all", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("one")).respond(message("two"));
    model.respond(message("three"), goalIs("complete")).respond(message("done"));
    const thread = await codex.threadStart();

    const goal = await thread.startGoal("Count to three");
    const stream = await collect(goal.stream());
    const result = await goal.result();

    expect(model.requests).toHaveLength(4);
    expect(JSON.stringify(model.requests[0]?.input)).toContain("Count to three");
    const texts = result.items.flatMap((item) => (item.type === "agentMessage" ? item.text : []));
    expect(texts).toEqual(["one", "two", "three", "done"]);
    expect(result.finalResponse).toBe("done");
    expect(result.turn).toMatchObject({ id: goal.id, rootTurnId: goal.id, status: "completed" });
    expect(result.usage?.total.inputTokens).toBe(400);
    const methods = stream.map(({ method }) => method);
    expect(methods.filter((method) => method === "turn/started")).toHaveLength(1);
    expect(methods.filter((method) => method === "turn/completed")).toHaveLength(1);
    expect(methods.at(-1)).toBe("turn/completed");
    expect(methods.filter((method) => method.startsWith("thread/goal"))).toEqual([]);
    const turnIds = stream.map(({ params }) => {
      const { turnId, turn } = params as { turnId?: string; turn?: wire.Turn };
      return turnId ?? turn?.id ?? goal.id;
    });
    expect(new Set(turnIds)).toEqual(new Set([goal.id]));
    expect(await goalStatus(codex, thread)).toBe("complete");
  });

  test("holds the thread from its start to its end, also between its turns", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message("one")).respond(message(["two", gate]), goalIs("complete"));
    model.respond(message("done")).respond(message("next"));
    const thread = await codex.threadStart();
    const starting = thread.startGoal("Count to two");
    await expect(thread.run("too early")).rejects.toBeInstanceOf(TurnInProgressError);
    const goal = await starting;
    await gate.reached;

    await expect(thread.run("still too early")).rejects.toBeInstanceOf(TurnInProgressError);
    await expect(thread.startGoal("another")).rejects.toBeInstanceOf(TurnInProgressError);
    gate.open();
    await goal.run();

    expect((await thread.run("now")).finalResponse).toBe("next");
  });

  test("is run to its end by runGoal", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("one")).respond(goalIs("complete")).respond(message("done"));
    const thread = await codex.threadStart();

    const { finalResponse, turn } = await thread.runGoal("Count to one");

    expect([finalResponse, turn.status]).toEqual(["done", "completed"]);
  });

  test("goes on when its stream is left", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model
      .respond(message(["one", gate]))
      .respond(goalIs("complete"))
      .respond(message("done"));
    const goal = await (await codex.threadStart()).startGoal("Count to one");
    for await (const text of goal.textStream()) {
      expect(text).toBe("one");
      break;
    }
    gate.open();

    expect((await goal.result()).finalResponse).toBe("done");
  });

  test("takes further input in whichever turn it is", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message("one")).respond(message(["two", gate]));
    model.respond(goalIs("complete")).respond(message("done"));
    const goal = await (await codex.threadStart()).startGoal("Count to two");
    await gate.reached;

    await goal.steer("and hurry");
    await goal.run();

    expect(model.requests[2]?.userText).toBe("and hurry");
  });

  test("that was reached leaves the thread to a goal after it", async () => {
    const { codex, model } = await startCodex();
    const thread = await codex.threadStart();
    for (const objective of ["first", "second"]) {
      model.respond(goalIs("complete")).respond(message(`${objective} done`));

      expect((await thread.runGoal(objective)).finalResponse).toBe(`${objective} done`);
    }
  });
});

describe("interrupting a goal", () => {
  test("pauses it, so that no turn follows, and leaves the thread ready", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model
      .respond(message("one"))
      .respond(message(["two", gate]))
      .respond(message("next"));
    const thread = await codex.threadStart();
    const goal = await thread.startGoal("Count to a thousand");
    await gate.reached;

    await goal.interrupt();

    const error = await goal.result().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TurnInterruptedError);
    expect((error as TurnInterruptedError).result.items).toMatchObject([{ text: "one" }]);
    expect(await goalStatus(codex, thread)).toBe("paused");
    expect((await thread.run("Go on")).finalResponse).toBe("next");
    expect(model.requests).toHaveLength(3);
  });

  test("works straight after startGoal has returned", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message(["x", createGate()]));
    const thread = await codex.threadStart();
    const goal = await thread.startGoal("Count to a thousand");

    await goal.interrupt();

    expect((await goal.run()).status).toBe("interrupted");
    expect(await goalStatus(codex, thread)).toBe("paused");
  });

  test("works at any moment while turn follows turn", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("on and on"));
    const thread = await codex.threadStart();
    for (let count = 0; count < 3; count++) {
      const goal = await thread.startGoal("Count to infinity");
      for (let seen = 0; seen <= count; seen++) await model.nextRequest();

      await goal.interrupt();

      expect((await goal.run()).status).toBe("interrupted");
      expect(await goalStatus(codex, thread)).toBe("paused");
    }
    expect((await thread.run("And now")).finalResponse).toBe("on and on");
  });

  test("by its own signal pauses it too and rejects with the signal's reason", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["one", gate])).respond(message("next"));
    const thread = await codex.threadStart();
    const abort = new AbortController();
    const running = thread.runGoal("Count to a thousand", { signal: abort.signal });
    await gate.reached;
    const reason = new Error("the user left");
    abort.abort(reason);

    await expect(running).rejects.toBe(reason);
    expect(await goalStatus(codex, thread)).toBe("paused");
    expect((await thread.run("Go on")).finalResponse).toBe("next");
  });
});

describe("a goal ends", () => {
  test("as failed when one of its turns fails, and no turn follows", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("one")).respond(httpError(400, { message: "the model says no" }));
    const thread = await codex.threadStart();

    const error = await thread.runGoal("Count to two").catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(TurnFailedError);
    expect((error as Error).message).toContain("the model says no");
    expect((error as TurnFailedError).result.items).toMatchObject([{ text: "one" }]);
    model.respond(message("next"));
    expect((await thread.run("Go on")).finalResponse).toBe("next");
    expect(await goalStatus(codex, thread)).not.toBe("active");
    expect(model.requests).toHaveLength(3);
  });

  test.each(["blocked", "paused"] as const)(
    "when the model says that it is %s, at the end of that turn",
    async (status) => {
      const { codex, model } = await startCodex();
      model.respond(goalIs(status)).respond(message(`it is ${status}`));
      const thread = await codex.threadStart();

      const { turn, finalResponse } = await thread.runGoal("Do the impossible");

      expect([turn.status, finalResponse]).toEqual(["completed", `it is ${status}`]);
      expect(await goalStatus(codex, thread)).toBe(status);
    },
  );

  test("when it is cleared by someone else", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["one", gate]));
    const thread = await codex.threadStart();
    const goal = await thread.startGoal("Count to a thousand");
    await gate.reached;

    await codex.request("thread/goal/clear", { threadId: thread.id });
    gate.open();

    const turn = await goal.run();
    expect([turn.status, turn.items]).toMatchObject(["interrupted", [{ text: "one" }]]);
    expect(model.requests).toHaveLength(1);
  });
});

describe("a goal is refused", () => {
  test("on a thread with a running turn, which goes on", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["a", gate]));
    const thread = await codex.threadStart();
    const running = thread.run("Go");

    await expect(thread.startGoal("Count")).rejects.toBeInstanceOf(TurnInProgressError);
    gate.open();

    expect((await running).finalResponse).toBe("a");
  });

  test("by the server on an ephemeral thread, which stays usable", async () => {
    const { codex, model } = await startCodex();
    model.respond(message("ok"));
    const thread = await codex.threadStart({ ephemeral: true });

    await expect(thread.startGoal("Count")).rejects.toBeInstanceOf(InvalidRequestError);

    expect((await thread.run("Go")).finalResponse).toBe("ok");
  });
});
