import { getEventListeners } from "node:events";
import { readdirSync } from "node:fs";
import { expect } from "vitest";
import type { Thread } from "../../src/index.js";
import { type MockResponsesServer, message } from "../../src/testing/index.js";
import { startCodex } from "../e2e/start-codex.js";
import { heldBytes } from "../support/collect-garbage.js";

/** What a process uses at one moment. */
export interface Holdings {
  turns: number;
  heapBytes: number;
  fileDescriptors: number;
  activeHandles: number;
}

/**
 * Runs many turns over several threads on one server, each with a stream, all with the same signal.
 * Returns samples of what the process used.
 */
export async function soak(options: {
  threads: number;
  turns: number;
  samples: number;
}): Promise<Holdings[]> {
  const { codex, model } = await startCodex();
  model.respondWith(() => message(["some ", "text"]));
  const threads = await Promise.all(
    Array.from({ length: options.threads }, () => codex.threadStart()),
  );
  const { signal } = new AbortController();
  const holdings: Holdings[] = [];
  const perSample = Math.ceil(options.turns / options.samples);
  for (let turns = 0; turns < options.turns; turns += perSample) {
    await runTurns(threads, perSample, signal);
    await forget(model);
    holdings.push(take(turns + perSample));
  }
  expect(getEventListeners(signal, "abort")).toEqual([]);
  return holdings;
}

async function runTurns(
  threads: readonly Thread[],
  count: number,
  signal: AbortSignal,
): Promise<void> {
  let left = count;
  const work = async (thread: Thread): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await runTurn(thread, signal);
    }
  };
  await Promise.all(threads.map(work));
}

async function runTurn(thread: Thread, signal: AbortSignal): Promise<void> {
  const turn = await thread.turn("Go", { signal });
  let text = "";
  for await (const piece of turn.textStream()) text += piece;
  expect(text).toBe("some text");
  expect((await turn.result()).finalResponse).toBe("some text");
}

/** Empties the records of the stand-in model, which is part of the measured process. */
async function forget(model: MockResponsesServer): Promise<void> {
  for (const _ of model.requests.splice(0)) await model.nextRequest();
}

function take(turns: number): Holdings {
  return {
    turns,
    heapBytes: heldBytes(),
    fileDescriptors: countFileDescriptors(),
    activeHandles: process.getActiveResourcesInfo().length,
  };
}

/** Counts open file descriptors; 0 where the system does not tell. */
function countFileDescriptors(): number {
  try {
    return readdirSync("/proc/self/fd").length;
  } catch {
    return 0;
  }
}

/** How many bytes the heap grows per turn, by least squares. */
function heapSlope(holdings: readonly Holdings[]): number {
  const meanTurns = mean(holdings.map(({ turns }) => turns));
  const meanBytes = mean(holdings.map(({ heapBytes }) => heapBytes));
  const covariance = mean(
    holdings.map(({ turns, heapBytes }) => (turns - meanTurns) * (heapBytes - meanBytes)),
  );
  return covariance / mean(holdings.map(({ turns }) => (turns - meanTurns) ** 2));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Expects nothing to have grown since the first sample, except for noise. */
export function expectFlat(holdings: readonly Holdings[], maxBytesPerTurn: number): void {
  const [first] = holdings;
  const last = holdings.at(-1);
  expect(heapSlope(holdings)).toBeLessThan(maxBytesPerTurn);
  expect(last?.fileDescriptors).toBeLessThanOrEqual((first?.fileDescriptors ?? 0) + 5);
  expect(last?.activeHandles).toBeLessThanOrEqual((first?.activeHandles ?? 0) + 5);
}
