import { describe, expect, test } from "vitest";
import { aiVersions } from "../../test/support/ai-versions.js";
import { chunksOf, TurnOnPage } from "../../test/support/turn-on-page.js";
import {
  completed,
  delta,
  message,
  retry,
  started,
  threadId,
} from "../../test/support/turn-steps.js";

describe.each(aiVersions)("a page with $name", (version) => {
  const page = new TurnOnPage(version);

  test("shows a message as it is written, and of which phase it is", async () => {
    const states = await page.messagesOf(
      chunksOf([
        started(message("m", "", "final_answer")),
        delta("agentMessage/delta", "m", "<b>Hel"),
        delta("agentMessage/delta", "m", "lo</b>"),
        completed(message("m", "<b>Hello</b>", "final_answer")),
      ]),
    );

    expect(states.map(({ parts }) => parts[0]?.text ?? "")).toEqual(
      expect.arrayContaining(["", "<b>Hel", "<b>Hello</b>"]),
    );
    expect(states.at(-1)).toMatchObject({
      id: "turn",
      metadata: { threadId, turnId: "turn", status: "completed" },
      parts: [
        {
          type: "text",
          text: "<b>Hello</b>",
          state: "done",
          providerMetadata: { codex: { phase: "final_answer" } },
        },
      ],
    });
  });

  test("is told that a half message was taken back", async () => {
    const parts = await page.partsOf([
      started(message("m", "")),
      delta("agentMessage/delta", "m", "Hel"),
      retry,
      started(message("n", "")),
      completed(message("n", "Hello")),
    ]);

    expect(parts).toMatchObject([
      { text: "Hel", state: "done", providerMetadata: { codex: { isDiscarded: true } } },
      { text: "Hello", state: "done", providerMetadata: { codex: { phase: null } } },
    ]);
  });

  test("shows the whole message where its parts do not make it up", async () => {
    const parts = await page.partsOf([
      delta("agentMessage/delta", "m", "llo"),
      completed(message("m", "Hello")),
    ]);

    expect(parts).toMatchObject([
      { text: "llo", providerMetadata: { codex: { isDiscarded: true } } },
      { text: "Hello", state: "done" },
    ]);
  });

  test("shows reasoning and its summary as two parts", async () => {
    const parts = await page.partsOf([
      started({ type: "reasoning", id: "r", summary: [], content: [] }),
      delta("reasoning/textDelta", "r", "Raw.", { contentIndex: 0 }),
      delta("reasoning/summaryTextDelta", "r", "Short.", { summaryIndex: 0 }),
      completed({ type: "reasoning", id: "r", summary: ["Short."], content: ["Raw."] }),
    ]);

    expect(parts).toMatchObject([
      { type: "reasoning", text: "Raw.", providerMetadata: { codex: { isSummary: false } } },
      { type: "reasoning", text: "Short.", providerMetadata: { codex: { isSummary: true } } },
    ]);
  });
});
