import { bundledCodexPath } from "openai-codex-cli-bin";
import { expect } from "vitest";
import { Codex, isCodexError } from "../../src/index.js";
import { message, type TestHome, testCodex } from "../../src/testing/index.js";
import { StdioTransport } from "../../src/transport/stdio-transport.js";
import type { Transport } from "../../src/transport/transport.js";
import { drain } from "../support/drain.js";
import { isAlive } from "../support/is-alive.js";

/** How a call may end when its server is killed. No other way is documented. */
const documented = ["fulfilled", "TRANSPORT_CLOSED", "STARTUP_FAILED"];

/** After this time a turn of a healthy server is over, even when the server had to be started. */
const longestMs = 400;

/** How often each outcome was seen. */
export type Outcomes = Record<string, number>;

/**
 * Does this `rounds` times: starts a server, uses it, kills it at a random moment, and checks that
 * every call ends as documented and that no process is left. A call that hangs exceeds the test's
 * time limit, and an unhandled rejection fails the run.
 */
export async function killAtRandom(rounds: number): Promise<Outcomes> {
  const { model, home, dispose } = await testCodex();
  model.respondWith(() => message(["some ", "text"]));
  const outcomes: Outcomes = {};
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const outcome of await killOnce(home)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  } finally {
    await dispose();
  }
  expect(Object.keys(outcomes).filter((outcome) => !documented.includes(outcome))).toEqual([]);
  return outcomes;
}

async function killOnce(home: TestHome): Promise<string[]> {
  const transport = new StdioTransport({
    command: process.env.CODEX_PATH ?? bundledCodexPath(),
    args: ["app-server"],
    cwd: home.cwd,
    env: home.env,
    maxMessageBytes: 0,
    closeMs: 5_000,
  });
  const codex = new Codex({ transport });
  // A failed start may be tried again, so this stream ends only with the client.
  const heard = Promise.allSettled([drain(codex.notifications())]);
  const called = Promise.allSettled([codex.start(), useThread(codex), codex.account()]);
  const pid = await killAfter(transport, Math.random() * longestMs);
  const results = await called;
  await codex.close();
  results.push(...(await heard), ...(await Promise.allSettled([codex.account()])));

  expect(isAlive(pid)).toBe(false);
  return results.map((result) =>
    result.status === "fulfilled" ? "fulfilled" : codeOf(result.reason),
  );
}

/** Streams one turn, and starts another one. */
async function useThread(codex: Codex): Promise<void> {
  const thread = await codex.threadStart();
  const turn = await thread.turn("Go");
  await Promise.all([drain(turn.stream()), turn.run(), turn.result()]);
  await thread.run("Again");
}

async function killAfter(transport: Transport, ms: number): Promise<number> {
  await expect.poll(() => transport.pid, { interval: 1 }).toBeDefined();
  await new Promise((resolve) => setTimeout(resolve, ms));
  const pid = transport.pid ?? Number.NaN;
  process.kill(pid, "SIGKILL");
  return pid;
}

function codeOf(reason: unknown): string {
  return isCodexError(reason) ? reason.code : `undocumented: ${String(reason)}`;
}
