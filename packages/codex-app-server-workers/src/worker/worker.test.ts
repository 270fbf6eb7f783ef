import { memoryThreadStore } from "codex-app-server-sdk/store";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Engine } from "../engine/engine.js";
import { EngineError, type EngineProblem } from "../errors/index.js";
import { memoryEngine } from "../memory/memory-engine.js";
import { createWorker } from "./create-worker.js";
import type { Worker } from "./worker.js";

/** A worker that can get no work, though the engine says that it works. */
function refused(problem: EngineProblem): { worker: Worker; said: string[]; tries(): number } {
  let tries = 0;
  const said: string[] = [];
  const say = (text: string): void => void said.push(text);
  const take: Engine["take"] = async () => {
    tries += 1;
    if (tries > 100) return new Promise(() => {});
    throw new EngineError(problem, `It says ${problem}.`);
  };
  const engine = new Proxy(memoryEngine(), {
    get: (target, name: keyof Engine) => (name === "take" ? take : target[name].bind(target)),
  });
  const logger = { debug: say, info: say, warn: say, error: say };
  const worker = createWorker({ engine, store: memoryThreadStore(), maxTurns: 1, logger });
  return { worker, said, tries: () => tries };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("gives an engine time that works and gives no work", async () => {
  const { worker, said, tries } = refused("other");
  await vi.advanceTimersByTimeAsync(1);
  expect(tries()).toBe(1);
  await vi.advanceTimersByTimeAsync(500 + 1000);
  expect(tries()).toBe(3);
  expect(said).toContain("EngineError: It says other. The worker goes on trying.");
  await worker.close();
});

test.each<EngineProblem>(["login", "version", "closed"])(
  "ends when the engine gives no work and says %s",
  async (problem) => {
    const { worker, tries } = refused(problem);
    expect(await worker.ended).toMatchObject({ code: "ENGINE_FAILED", problem });
    expect(tries()).toBe(1);
  },
);
