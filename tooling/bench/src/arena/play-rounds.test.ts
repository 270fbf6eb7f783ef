import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import type { ContestantName } from "../contestants/contestants.js";
import type { ArenaResult } from "./arena.js";
import { compareContestants, countFailures, type Measure } from "./compare-contestants.js";
import { playRounds } from "./play-rounds.js";

let errors: MockInstance<typeof console.error>;

beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => {});
});

afterEach(() => {
  errors.mockRestore();
});

const cold: Measure = { title: "cold", unit: "ms", read: ({ coldMs }) => coldMs };
const task = { threads: 1, texts: ["go"] };

/** An arena in which each contestant takes what is given for each of its runs, or fails. */
class ScriptedArena {
  readonly order: string[] = [];
  readonly #times: Partial<Record<ContestantName, (number | Error)[]>>;

  constructor(times: Partial<Record<ContestantName, (number | Error)[]>>) {
    this.#times = times;
  }

  async run(name: ContestantName): Promise<ArenaResult> {
    this.order.push(name);
    const time = this.#times[name]?.shift() ?? new Error("not scripted");
    if (time instanceof Error) throw time;
    return { coldMs: time, rounds: [] };
  }
}

test("where nothing has to warm up, every round counts", async () => {
  const arena = new ScriptedArena({ raw: [10, 20] });

  const played = await playRounds(arena, { contestants: ["raw"], task, rounds: 2, isWarm: true });

  expect(played.get("raw")?.map((result) => result?.coldMs)).toEqual([10, 20]);
});

test("the first round does not count, and the one who begins changes", async () => {
  const arena = new ScriptedArena({ raw: [900, 10, 20], sdk: [900, 15, 30] });

  const played = await playRounds(arena, { contestants: ["raw", "sdk"], task, rounds: 2 });

  expect(arena.order).toEqual(["raw", "sdk", "sdk", "raw", "raw", "sdk"]);
  expect(compareContestants(played, cold, [{ of: "sdk", to: "raw" }])).toMatchObject([
    { name: "cold: SDK / bare client", value: 1.5, unit: "x" },
    { name: "cold: bare client", value: 15, unit: "ms" },
    { name: "cold: SDK", value: 22.5, unit: "ms" },
  ]);
  expect(countFailures(played)).toEqual([]);
});

test("a failed round is told, counted, and left out of the pairs", async () => {
  const hung = new Error("sdk has hung");
  const arena = new ScriptedArena({ raw: [1, 10, 1_000, 10], sdk: [1, 20, hung, 20] });

  const played = await playRounds(arena, { contestants: ["raw", "sdk"], task, rounds: 3 });

  expect(compareContestants(played, cold, [{ of: "sdk", to: "raw" }])[0]).toMatchObject({
    value: 2,
    spread: { low: 2, high: 2 },
  });
  expect(countFailures(played)).toEqual([{ name: "SDK: failed", value: 1, unit: "rounds" }]);
  expect(errors).toHaveBeenCalledExactlyOnceWith("sdk has hung");
});

test("a contestant that fails every round has no figures", async () => {
  const arena = new ScriptedArena({ raw: [1, 10], control: [1, 10] });

  const played = await playRounds(arena, {
    contestants: ["raw", "control", "codexSdk"],
    task,
    rounds: 1,
  });

  const results = compareContestants(played, cold, [{ of: "codexSdk", to: "raw" }]);
  expect(results.map(({ name }) => name)).toEqual([
    "cold: bare client / itself",
    "cold: bare client",
  ]);
});
