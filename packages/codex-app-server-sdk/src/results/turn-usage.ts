import type * as wire from "codex-app-server-sdk/protocol";

/**
 * Tells how many tokens a turn has used, out of what is reported of its thread. The reports of
 * single requests can't be added up: they are repeated when the conversation is compacted.
 */
export class TurnUsage {
  readonly #isWhole: boolean;
  /** The thread's total before this turn. */
  #before: wire.TokenUsageBreakdown | undefined;
  #latest: wire.ThreadTokenUsage | null = null;
  /** Whether reports were missed since the latest one, or before the first. */
  #hasGap = false;

  /** `isWhole` tells whether all reports are seen since the turn began. */
  constructor(isWhole = true) {
    this.#isWhole = isWhole;
  }

  /** The thread's, as last reported. */
  get usage(): wire.ThreadTokenUsage | null {
    return this.#latest;
  }

  /** This turn's; null when nothing was reported, or its beginning was missed. */
  get turnUsage(): wire.TokenUsageBreakdown | null {
    if (!this.#isWhole || this.#hasGap) return null;
    return this.#latest && this.#before ? difference(this.#latest.total, this.#before) : null;
  }

  /** Reports may be missed from now on. */
  missed(): void {
    this.#hasGap = true;
  }

  /** Takes a report. One that can't be read says nothing. */
  add(usage: wire.ThreadTokenUsage | undefined): void {
    if (!usage?.total || !usage.last) return;
    // The total says what was missed, unless it was the first report.
    if (this.#before) this.#hasGap = false;
    this.#before ??= difference(usage.total, usage.last);
    this.#latest = usage;
  }
}

/** What several turns have used together; null when that of one of them is not known. */
export function sumOfUsage(
  usages: readonly (wire.TokenUsageBreakdown | null)[],
): wire.TokenUsageBreakdown | null {
  return usages.reduce((sum, one) => sum && one && combine(sum, one, (a, b) => a + b));
}

function difference(
  all: wire.TokenUsageBreakdown,
  part: wire.TokenUsageBreakdown,
): wire.TokenUsageBreakdown {
  return combine(all, part, (a, b) => a - b);
}

function combine(
  one: wire.TokenUsageBreakdown,
  other: wire.TokenUsageBreakdown,
  of: (a: number, b: number) => number,
): wire.TokenUsageBreakdown {
  const both = (name: keyof wire.TokenUsageBreakdown): number => {
    return of(count(one[name]), count(other[name]));
  };
  return {
    totalTokens: both("totalTokens"),
    inputTokens: both("inputTokens"),
    cachedInputTokens: both("cachedInputTokens"),
    cacheWriteInputTokens: both("cacheWriteInputTokens"),
    outputTokens: both("outputTokens"),
    reasoningOutputTokens: both("reasoningOutputTokens"),
  };
}

/** Not all reports have all counts, and a malformed one must not cost a turn its end. */
function count(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
