import type * as wire from "codex-app-server-sdk/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sumOfUsage, TurnUsage } from "./turn-usage.js";

function tokens(n: number): wire.TokenUsageBreakdown {
  return {
    totalTokens: n + 1,
    inputTokens: n,
    cachedInputTokens: 0,
    cacheWriteInputTokens: 0,
    outputTokens: 1,
    reasoningOutputTokens: 0,
  };
}

test("is null until something was reported", () => {
  expect(new TurnUsage().turnUsage).toBeNull();
});

test("counts what the thread has used since the turn began, repeated reports once", () => {
  const usage = new TurnUsage();
  const report = (total: number, last: number): void =>
    usage.add({ total: tokens(total), last: tokens(last), modelContextWindow: null });

  report(110, 10);
  expect(usage.turnUsage).toMatchObject({ inputTokens: 10, totalTokens: 11 });

  report(130, 20);
  report(130, 20);
  expect(usage.turnUsage).toMatchObject({ inputTokens: 30 });
  expect(usage.usage?.total.inputTokens).toBe(130);
});

test("can be asked for whatever was reported", () => {
  const noNumber = fc.oneof(fc.anything(), fc.constant({ toString: {} }), fc.constant(1n));
  const counts = fc.record(
    { totalTokens: noNumber, inputTokens: noNumber, outputTokens: noNumber },
    { requiredKeys: [] },
  );
  const report = fc.oneof(fc.anything(), fc.record({ total: counts, last: counts }));
  fc.assert(
    fc.property(fc.array(report), (reports) => {
      const usage = new TurnUsage();
      for (const one of reports) usage.add(one as wire.ThreadTokenUsage | undefined);

      const { turnUsage } = usage;

      for (const count of Object.values(turnUsage ?? {})) expect(count).toBeTypeOf("number");
    }),
  );
});

test("what several turns have used is known when it is known of each", () => {
  expect(sumOfUsage([tokens(1), tokens(2), tokens(3)])).toEqual({
    ...tokens(6),
    totalTokens: 9,
    outputTokens: 3,
  });
  expect(sumOfUsage([tokens(1), null, tokens(3)])).toBeNull();
  expect(sumOfUsage([null])).toBeNull();
});
