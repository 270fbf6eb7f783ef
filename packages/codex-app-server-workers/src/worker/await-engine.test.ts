import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { EngineError, type EngineProblem } from "../errors/index.js";
import { memoryEngine } from "../memory/memory-engine.js";
import { awaitEngine, type EngineWait } from "./await-engine.js";

/** A wait for an engine that fails in these ways, one after the other, and then no more. */
function waitFor(problems: EngineProblem[], patienceMs = 60_000): EngineWait & { said: string[] } {
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const check = async (): Promise<void> => {
    const problem = problems.shift();
    if (problem) throw new EngineError(problem, `It is ${problem}.`);
  };
  const engine = { ...memoryEngine(), check };
  const logger = { debug: say, info: say, warn: say, error: say };
  return { engine, patienceMs, logger, signal: new AbortController().signal, said };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

test("an engine that is out of reach or full is tried again until it is back", async () => {
  const wait = waitFor(["unreachable", "full", "unreachable"]);
  const back = awaitEngine(wait);
  await vi.advanceTimersByTimeAsync(500 + 1000 + 2000);

  await back;
  expect(wait.said).toEqual([
    "EngineError: It is unreachable. The worker goes on trying.",
    "EngineError: It is full. The worker goes on trying.",
    "EngineError: It is unreachable. The worker goes on trying.",
    "The engine can be used again.",
  ]);
});

test.each<EngineProblem>(["login", "version", "closed", "other"])(
  "one that says %s is not tried again",
  async (problem) => {
    const wait = waitFor([problem]);
    await expect(awaitEngine(wait)).rejects.toMatchObject({ problem });
    expect(wait.said).toEqual([]);
  },
);

test("one that does not come back is given up in time", async () => {
  const gone = Array.from({ length: 100 }, (): EngineProblem => "unreachable");
  const failed = expect(awaitEngine(waitFor(gone, 5000))).rejects.toMatchObject({
    problem: "unreachable",
  });
  await vi.advanceTimersByTimeAsync(7500);
  await failed;
  expect(gone).toHaveLength(95);
});

test("nobody waits for one when the worker closes", async () => {
  const closing = new AbortController();
  const waited = awaitEngine({ ...waitFor(["full", "full"]), signal: closing.signal });
  await vi.advanceTimersByTimeAsync(1);
  closing.abort();
  await waited;
});
