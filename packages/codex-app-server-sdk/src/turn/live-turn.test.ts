import { describe, expect, test } from "vitest";
import { collect } from "../../test/support/collect.js";
import { startScriptedThread, turnOf } from "../../test/support/start-scripted-thread.js";
import type { TurnStep } from "../testing/index.js";

describe("a turn whose answer and notifications come in one chunk", () => {
  test("loses none of them, turn/completed included", async () => {
    const { thread } = await startScriptedThread([["a", "b"]]);

    const turn = await thread.turn("Go");

    expect((await collect(turn.textStream())).join("")).toBe("ab");
    expect((await turn.result()).finalResponse).toBe("ab");
  });

  test("loses none of them that come before the answer, either", async () => {
    const { thread, server } = await startScriptedThread([]);
    const ids = { threadId: thread.id, turnId: "u1" };
    server.answer("turn/start", (_, call) => {
      server.notify("turn/started", { threadId: thread.id, turn: turnOf("u1", "inProgress") });
      server.notify("item/agentMessage/delta", { ...ids, itemId: "i", delta: "early" });
      server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "completed") });
      call.result({ turn: turnOf("u1", "inProgress") });
    });

    const turn = await thread.turn("Go");

    expect((await collect(turn.textStream())).join("")).toBe("early");
    expect((await turn.run()).status).toBe("completed");
  });
});

describe("what arrives before the answer to turn/start", () => {
  test("is bounded: deltas are joined, and no character is lost", async () => {
    const deltas = Array.from({ length: 1_000 }, (_, n) => `${n} `);
    const { thread, server } = await startScriptedThread([], {
      limits: { maxBufferedNotifications: 20 },
    });
    const ids = { threadId: thread.id, turnId: "u1" };
    server.answer("turn/start", (_, call) => {
      for (const delta of deltas) {
        server.notify("item/agentMessage/delta", { ...ids, itemId: "i", delta });
      }
      call.result({ turn: turnOf("u1", "inProgress") });
      server.notify("turn/completed", { threadId: thread.id, turn: turnOf("u1", "completed") });
    });

    const pieces = await collect((await thread.turn("Go")).textStream());

    expect(pieces.join("")).toBe(deltas.join(""));
    expect(pieces.length).toBeLessThanOrEqual(20);
  });
});

describe("a stream that is read slowly", () => {
  test("joins deltas at its bound, counts them and loses no character", async () => {
    const deltas = Array.from({ length: 3_000 }, (_, n) => `${n} `);
    const { thread } = await startScriptedThread([deltas], {
      limits: { maxBufferedNotifications: 50 },
    });
    const turn = await thread.turn("Go");
    const stream = turn.textStream();
    await turn.run();

    const pieces = await collect(stream);

    expect(pieces.join("")).toBe(deltas.join(""));
    expect(pieces.length).toBeLessThanOrEqual(50);
    expect(turn.coalesced).toBeGreaterThanOrEqual(deltas.length - 50);
  });

  test("beyond its bound rejects, alone: the result is whole", async () => {
    const steps: TurnStep[] = Array.from({ length: 100 }, (_, n) => ({
      notify: "turn/diff/updated",
      params: { diff: String(n) },
    }));
    const { thread } = await startScriptedThread([[...steps, "text"]], {
      limits: { maxBufferedNotifications: 20 },
    });

    const turn = await thread.turn("Go");

    expect((await turn.result()).finalResponse).toBe("text");
    await expect(collect(turn.stream())).rejects.toMatchObject({ code: "BUFFER_OVERFLOW" });
  });
});

describe("malformed notifications of a turn", () => {
  test("reach its stream and everybody else as they came, are reported, and do not end it", async () => {
    const { thread, codex, warnings } = await startScriptedThread([
      [
        { notify: "item/completed", params: {} as never },
        { notify: "item/agentMessage/delta", params: {} as never },
        { notify: "turn/plan/updated", params: { plan: "none" } as never },
        "text",
      ],
    ]);

    const everything = collect(codex.notifications());
    const turn = await thread.turn("Go");
    const methods = (await collect(turn.stream())).map(({ method }) => method);

    expect(methods).toContain("turn/plan/updated");
    expect(methods.filter((method) => method === "item/completed")).toHaveLength(2);
    expect((await turn.result()).finalResponse).toBe("text");
    await codex.close();
    expect((await everything).map(({ method }) => method)).toEqual(methods);
    expect(warnings.join()).toContain("item/completed");
  });
});
