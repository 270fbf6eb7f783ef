import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HostMistake } from "../diagnostics/host-mistakes.js";
import type { TraceContext } from "../options/options.js";
import { readTraceContext } from "./read-trace-context.js";

const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/** What is sent for what the user's function does, and what the user is told. */
function read(traceContext: () => unknown): { sent: unknown; mistakes: HostMistake[] } {
  const mistakes: HostMistake[] = [];
  const sent = readTraceContext({
    traceContext: traceContext as () => TraceContext,
    mistakes: { warn: (mistake) => mistakes.push(mistake) },
  });
  return { sent, mistakes };
}

describe("a trace context", () => {
  test.each([
    [{ traceparent }, { traceparent }],
    [
      { traceparent, tracestate: "vendor=1" },
      { traceparent, tracestate: "vendor=1" },
    ],
    [{ traceparent, tracestate: undefined }, { traceparent }],
    [{ traceparent, baggage: "user=1" }, { traceparent }],
    [{ tracestate: "vendor=1" }, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])("%j is sent as %j, and nobody is told of it", (given, sent) => {
    expect(read(() => given)).toEqual({ sent, mistakes: [] });
  });

  test.each([
    [{ traceparent, tracestate: 5 }, { traceparent }, "tracestate of traceContext is a number"],
    [{ traceparent: null }, undefined, "traceparent of traceContext is null"],
    [{ traceparent: [traceparent] }, undefined, "traceparent of traceContext is an array"],
    [traceparent, undefined, "traceContext returned a string instead of an object"],
    [null, undefined, "traceContext returned null"],
    [[traceparent], undefined, "traceContext returned an array"],
  ])("%j is told, and what is wrong with it is not sent", (given, sent, told) => {
    const seen = read(() => given);

    expect(seen.sent).toEqual(sent);
    expect(seen.mistakes).toEqual([
      { code: "CODEX_TRACE_CONTEXT", about: expect.any(String), text: expect.stringMatching(told) },
    ]);
  });

  test("is nothing where it comes later, which is told; a rejection ends nothing", () => {
    const { sent, mistakes } = read(async () => {
      throw new Error("later");
    });

    expect(sent).toBeUndefined();
    expect(mistakes.map(({ text }) => text)).toEqual([
      "traceContext returned a promise instead of an object or undefined.",
    ]);
  });

  test.each([
    () => {
      throw new Error("no span");
    },
    () => ({
      get traceparent(): string {
        throw new Error("no span");
      },
    }),
  ])("is nothing where the function, or what it gives, throws", (traceContext) => {
    const { sent, mistakes } = read(traceContext);

    expect(sent).toBeUndefined();
    expect(mistakes.map(({ text }) => text)).toEqual([
      "traceContext failed, so no trace is sent: Error: no span",
    ]);
  });

  test("has strings alone, never a tracestate alone, whatever the function gives", () => {
    const field = fc.oneof(fc.string(), fc.anything());
    const given = fc.oneof(
      fc.record({ traceparent: field, tracestate: field }, { requiredKeys: [] }),
      fc.anything(),
    );
    fc.assert(
      fc.property(given, (value) => {
        const { sent } = read(() => value);
        if (sent === undefined) return;
        const { traceparent: parent, ...rest } = sent as Record<string, unknown>;
        expect(typeof parent).toBe("string");
        for (const value of Object.values(rest)) expect(typeof value).toBe("string");
        expect(["", "tracestate"]).toContain(Object.keys(rest).join());
      }),
    );
  });
});
