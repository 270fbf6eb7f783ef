import { describe, expect, test } from "vitest";
import { aiVersions } from "../../test/support/ai-versions.js";
import { chunksOf, TurnOnPage } from "../../test/support/turn-on-page.js";
import {
  answered,
  asked,
  command,
  delta,
  elicitation,
  message,
  retry,
  type Step,
  started,
  threadId,
} from "../../test/support/turn-steps.js";
import { MessageFold } from "./message-fold.js";

const format = { maxOutput: 100, hasResponses: false };

describe.each(aiVersions)("a page with $name", (version) => {
  const page = new TurnOnPage(version);
  const { hasResponses } = page;

  test("has one plan and one diff, the latest", async () => {
    const plan = (step: string): Step => ({
      method: "turn/plan/updated",
      params: { plan: [{ step, status: "pending" }], explanation: null },
    });
    const diff = (text: string): Step => ({ method: "turn/diff/updated", params: { diff: text } });

    expect(await page.partsOf([plan("a"), diff("+a"), plan("b"), diff("+b")])).toMatchObject([
      { type: "data-plan", data: { steps: [{ step: "b" }] } },
      { type: "data-diff", data: { diff: "+b" } },
    ]);
  });

  test("has the usage in the message's metadata", async () => {
    const total = { totalTokens: 7 };
    const steps = [
      {
        method: "thread/tokenUsage/updated",
        params: { tokenUsage: { total, last: total, modelContextWindow: 100 } },
      },
    ];

    const [last] = (await page.messagesOf(chunksOf(steps))).slice(-1);
    expect(last?.metadata).toMatchObject({
      usage: { total, modelContextWindow: 100 },
      turnUsage: { totalTokens: 7 },
    });
  });

  test("keeps what it was told before an error, and the error holds no secret", async () => {
    const chunks = chunksOf([started(command()), retry], {
      status: "failed",
      failure: "It failed",
    });
    const states: unknown[] = [];

    await expect(page.messagesOf(chunks).then((all) => states.push(...all))).rejects.toThrow(
      "It failed",
    );
    expect(chunks.slice(-3)).toMatchObject([
      { type: "message-metadata", messageMetadata: { status: "failed" } },
      { type: "error", errorText: "It failed" },
      { type: "finish", finishReason: "error" },
    ]);
    expect(chunks).toContainEqual(
      expect.objectContaining({ type: "data-retry", data: { info: "serverOverloaded" } }),
    );
    expect(JSON.stringify(chunks)).not.toContain("sk-secret");
  });

  test("sees everything closed when the turn is interrupted", async () => {
    const last = await page.lastOf(
      [
        started(message("m", "")),
        delta("agentMessage/delta", "m", "Hel"),
        started(command()),
        asked("accepted", { itemId: "c" }),
        answered("accepted"),
        started(command({ id: "d" })),
        asked("question", { itemId: "d" }),
        asked("other", {}, elicitation),
      ],
      { status: "interrupted" },
    );

    expect(last?.parts).toMatchObject([
      { state: "done" },
      { state: "output-available", output: { output: "", status: "unfinished" } },
      { state: "output-denied", toolCallId: "d" },
      { state: "output-denied", toolName: "elicitation" },
    ]);
    expect(await version.isValid(last)).toBe(hasResponses);
  });
});

test("a sub-agent is a part that says whether it works", () => {
  const fold = new MessageFold({ id: "turn", threadId }, format);
  const agent = { threadId: "agent", parentThreadId: threadId, task: "Look", path: null };

  expect([
    ...fold.add({ type: "agent-start", ...agent }),
    ...fold.add({ type: "agent-end", ...agent }),
  ]).toEqual([
    { type: "data-agent", id: "agent", data: { ...agent, isWorking: true } },
    { type: "data-agent", id: "agent", data: { ...agent, isWorking: false } },
  ]);
});

test("a turn whose id is not known yet has a message without one", () => {
  expect(new MessageFold({ id: "", threadId }, format).start()).toEqual([
    { type: "start", messageMetadata: { threadId, turnId: "", status: "inProgress" } },
  ]);
});
