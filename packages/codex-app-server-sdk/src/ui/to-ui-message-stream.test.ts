import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { aiVersions } from "../../test/support/ai-versions.js";
import { collect } from "../../test/support/collect.js";
import { startScriptedThread } from "../../test/support/start-scripted-thread.js";
import { createGate, type TurnStep } from "../testing/index.js";
import type { TurnHandle } from "../turn/turn-handle.js";
import { toUIMessageResponse } from "./to-ui-message-response.js";
import { toUIMessageStream } from "./to-ui-message-stream.js";
import type { UIMessageChunk } from "./ui-message-chunk.js";

async function startTurn(...steps: TurnStep[]): Promise<TurnHandle> {
  const { thread } = await startScriptedThread([steps]);
  return thread.turn("Go");
}

async function chunksIn(stream: ReadableStream<UIMessageChunk>): Promise<UIMessageChunk[]> {
  const chunks: UIMessageChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
}

function textIn(chunks: readonly UIMessageChunk[]): string {
  return chunks.map((chunk) => (chunk.type === "text-delta" ? chunk.delta : "")).join("");
}

describe("the stream of a turn", () => {
  test("is the same for each of any number of readers, also after its end", async () => {
    const turn = await startTurn("Hel", "lo");

    const [one, other] = await Promise.all([
      chunksIn(toUIMessageStream(turn)),
      chunksIn(toUIMessageStream(turn)),
    ]);
    const late = await chunksIn(toUIMessageStream(turn));

    expect([one, other, late].map(textIn)).toEqual(["Hello", "Hello", "Hello"]);
    expect(late[0]).toMatchObject({ type: "start", messageId: turn.id });
    expect(late.at(-1)).toMatchObject({ type: "finish", finishReason: "stop" });
  });

  test("reads no event before it is read", async () => {
    const turn = await startTurn("Hello");
    let opened = 0;
    const events: TurnHandle["events"] = (options) => {
      opened += 1;
      return turn.events(options);
    };
    const { id, threadId } = turn;

    const stream = toUIMessageStream({ id, threadId, events, result: () => turn.result() });
    await turn.result();
    expect(opened).toBe(0);
    await chunksIn(stream);

    expect(opened).toBe(1);
  });

  test("can be left while it waits, and the turn goes on", async () => {
    const more = createGate();
    const turn = await startTurn("Hel", more, "lo");
    const reader = toUIMessageStream(turn).getReader();
    while ((await reader.read()).value?.type !== "text-delta");

    const waiting = reader.read();
    await setImmediate(); // Until the stream asks for it.
    await reader.cancel();
    more.open();

    expect(await waiting).toEqual({ done: true, value: undefined });
    expect((await turn.result()).finalResponse).toBe("Hello");
  });

  test("can be left before it is read", async () => {
    const turn = await startTurn("Hello");

    await toUIMessageStream(turn).cancel();

    expect((await turn.result()).finalResponse).toBe("Hello");
  });

  test("ends with an error without secrets when the turn fails", async () => {
    const turn = await startTurn("Hel", { fail: "The provider refused sk-1234567890abcdef" });

    const chunks = await chunksIn(toUIMessageStream(turn));

    expect(chunks.slice(-3)).toMatchObject([
      { type: "message-metadata", messageMetadata: { status: "failed" } },
      { type: "error", errorText: "The turn failed: The provider refused [redacted]" },
      { type: "finish", finishReason: "error" },
    ]);
  });

  test("ends with an error when the turn is given up, and tells nothing of a foreign one", async () => {
    const { thread } = await startScriptedThread([["Hel", createGate()]]);
    const giveUp = new AbortController();
    const turn = await thread.turn("Go", { signal: giveUp.signal });
    const all = chunksIn(toUIMessageStream(turn));

    giveUp.abort(new Error("the password is 1234"));

    expect((await all).slice(-2)).toMatchObject([
      { type: "error", errorText: "The turn was given up." },
      { type: "finish", messageMetadata: { status: "failed" } },
    ]);
  });

  test("ends with an error when the connection is lost, without what stands on stderr", async () => {
    const { thread, server } = await startScriptedThread([["Hel", createGate()]]);
    const turn = await thread.turn("Go");
    const all = chunksIn(toUIMessageStream(turn));

    server.end({ exitCode: 1, stderrTail: "a line of the server" });

    const error = (await all).find(({ type }) => type === "error");
    expect(error).toMatchObject({ errorText: expect.stringMatching(/server/) });
    expect(JSON.stringify(error)).not.toContain("a line of the server");
  });

  test("tells that a turn was interrupted", async () => {
    const turn = await startTurn("Hel", createGate());
    const all = chunksIn(toUIMessageStream(turn));

    await turn.interrupt();

    expect((await all).at(-1)).toMatchObject({
      type: "finish",
      finishReason: "other",
      messageMetadata: { status: "interrupted" },
    });
  });
});

describe("the answer to a page", () => {
  test("has the headers of the protocol, and the program's", async () => {
    const turn = await startTurn("Hello");

    const { status, headers } = toUIMessageResponse(turn, {
      headers: { "x-chat": "1", "cache-control": "no-store" },
    });

    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toEqual({
      "cache-control": "no-store",
      "content-type": "text/event-stream",
      "x-accel-buffering": "no",
      "x-chat": "1",
      "x-vercel-ai-ui-message-stream": "v1",
    });
  });

  test("is one line for each chunk, whatever stands in it, and ends as the protocol says", async () => {
    const turn = await startTurn("a\r\nb\u2028</script>\ud800");

    const text = await toUIMessageResponse(turn).text();

    const lines = text.split("\n\n").slice(0, -1);
    expect(lines.at(-1)).toBe("data: [DONE]");
    const chunks = lines.slice(0, -1).map((line) => JSON.parse(line.replace(/^data: /, "")));
    expect(textIn(chunks)).toBe("a\r\nb\u2028</script>\ud800");
  });

  test("can be left, and the turn goes on", async () => {
    const more = createGate();
    const turn = await startTurn("Hel", more, "lo");
    const reader = toUIMessageResponse(turn).body?.getReader();
    await reader?.read();

    await reader?.cancel();
    more.open();

    expect((await turn.result()).finalResponse).toBe("Hello");
  });

  test("has comments while there is nothing to tell, which end with it", async () => {
    const more = createGate();
    const turn = await startTurn("Hel", more, "lo");
    let text = "";

    const { body } = toUIMessageResponse(turn, { keepAliveMs: 1 });
    for await (const bytes of body ?? []) {
      text += new TextDecoder().decode(bytes);
      if (text.includes("\n\n:\n\n:\n\n")) more.open();
    }

    expect(text).toMatch(/data: \[DONE\]\n\n$/);
  });

  test.each(aiVersions)("is what the transport of $name reads", async ({ read, fetched }) => {
    const turn = await startTurn("Hel", "lo");

    const stream = await fetched(() => toUIMessageResponse(turn, { keepAliveMs: 1 }));

    expect((await collect(read(stream))).at(-1)).toMatchObject({
      id: turn.id,
      metadata: { threadId: turn.threadId, turnId: turn.id, status: "completed" },
      parts: [{ type: "text", text: "Hello", state: "done" }],
    });
  });
});
