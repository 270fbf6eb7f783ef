import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { TurnInProgressError, TurnInterruptedError } from "../../src/index.js";
import { createGate, message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

const target: wire.ReviewTarget = { type: "custom", instructions: "Look for mistakes" };

/** The answer of the reviewing model. */
const findings = JSON.stringify({
  findings: [],
  overall_correctness: "patch is correct",
  overall_explanation: "There is nothing to find.",
  overall_confidence_score: 0.9,
});

describe("a review", () => {
  test("is a turn whose id is that of the answer, whatever its turn/started says", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message(findings));
    const thread = await codex.threadStart();

    const review = await thread.review(target);
    const stream: wire.ServerNotification[] = [];
    for await (const notification of review.stream()) stream.push(notification);
    const result = await review.result();

    expect(result.turn).toMatchObject({ id: review.id, status: "completed" });
    expect(result.items.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["enteredReviewMode", "exitedReviewMode"]),
    );
    const exited = result.items.find((item) => item.type === "exitedReviewMode");
    expect(exited?.review).toContain("There is nothing to find.");
    const started = stream.find(({ method }) => method === "turn/started");
    expect(started).toMatchObject({ params: { turn: { rootTurnId: review.id } } });
    expect(started).not.toMatchObject({ params: { turn: { id: review.id } } });
    expect(stream.at(-1)).toMatchObject({
      method: "turn/completed",
      params: { turn: { id: review.id } },
    });
    expect(JSON.stringify(model.requests[0]?.input)).toContain("Look for mistakes");
  });

  test("is interrupted under the id that the server runs it by", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["{", gate])).respond(message("next"));
    const thread = await codex.threadStart();
    const review = await thread.review(target);
    await gate.reached;

    await review.interrupt();

    await expect(review.result()).rejects.toBeInstanceOf(TurnInterruptedError);
    expect((await thread.run("Go on")).finalResponse).toBe("next");
  });

  test("is interrupted straight after review() has returned", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message(["{", createGate()]));
    const review = await (await codex.threadStart()).review(target);

    await review.interrupt();

    expect((await review.run()).status).toBe("interrupted");
  });

  test("of a folder that is no git repository fails with the server's reason", async () => {
    const { codex, model } = await startCodex();
    model.respondWith(() => message("ok"));
    const thread = await codex.threadStart();

    const review = await thread.review({ type: "baseBranch", branch: "main" });

    await expect(review.result()).rejects.toMatchObject({
      code: "TURN_FAILED",
      message: expect.stringContaining("is not a git repository"),
    });
    expect((await thread.run("Go on")).finalResponse).toBe("ok");
  });

  test("takes no further input, and says why", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respondWith(() => message([findings, gate]));
    const review = await (await codex.threadStart()).review(target);
    await gate.reached;

    const error = await review.steer("hurry").catch((reason: unknown) => reason);
    gate.open();
    await review.run();

    expect(error).toMatchObject({
      code: "INVALID_REQUEST",
      data: { codexErrorInfo: { activeTurnNotSteerable: { turnKind: "review" } } },
    });
  });

  test("keeps the thread from other turns until it has ended", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message([findings, gate])).respond(message("next"));
    const thread = await codex.threadStart();
    const review = await thread.review(target);

    await expect(thread.run("too early")).rejects.toBeInstanceOf(TurnInProgressError);
    await expect(thread.review(target)).rejects.toBeInstanceOf(TurnInProgressError);
    gate.open();
    await review.run();

    expect((await thread.run("now")).finalResponse).toBe("next");
  });

  test("is given up by its own signal", async () => {
    const { codex, model } = await startCodex();
    const gate = createGate();
    model.respond(message(["{", gate])).respond(message("next"));
    const thread = await codex.threadStart();
    const abort = new AbortController();
    const review = await thread.review(target, { signal: abort.signal });
    await gate.reached;
    const reason = new Error("the user left");
    abort.abort(reason);

    await expect(review.result()).rejects.toBe(reason);
    expect((await thread.run("Go on")).finalResponse).toBe("next");
  });
});
