import { onTestFinished } from "vitest";
import type { Thread } from "../../src/index.js";
import { useFakeTimeouts } from "../support/use-fake-timeouts.js";
import type { FakeThread } from "./fake-thread.js";
import type { FakeTurn } from "./fake-turn.js";
import { World } from "./world.js";

/** A client with one thread, and the model of a server that it talks to. */
export interface StartedWorld {
  readonly world: World;
  /** What the client has of the thread, and what the server has. */
  readonly thread: Thread;
  readonly truth: FakeThread;
}

/** Starts a client with one thread; time passes only when the test says so. */
export async function startWorld({ isShared = false } = {}): Promise<StartedWorld> {
  useFakeTimeouts();
  const world = new World(isShared);
  onTestFinished(() => world.codex.close());
  const thread = await world.codex.threadStart();
  const [truth] = world.server.threads;
  if (!truth) throw new Error("The server has no thread.");
  return { world, thread, truth };
}

/** A thread that the server has stored, because it has had a turn. */
export async function startUsedThread(options?: { isShared?: boolean }): Promise<StartedWorld> {
  const started = await startWorld(options);
  const { thread, truth, world } = started;
  const running = thread.run("first");
  await world.settle();
  truth.end("completed", "itself");
  await running;
  return started;
}

/** How a promise has settled: its error's code, "fulfilled", or "pending". */
export async function settledAs(promise: Promise<unknown>): Promise<string> {
  let outcome = "pending";
  promise.then(
    () => {
      outcome = "fulfilled";
    },
    (error: { code?: string }) => {
      outcome = error.code ?? String(error);
    },
  );
  await new Promise((resolve) => setImmediate(resolve));
  return outcome;
}

/** The methods that the client has sent from the message of this index on. */
export function methodsSince({ server }: World, index: number): unknown[] {
  return server.transport.sent.slice(index).map(({ method }) => method);
}

/** Another client of the server starts a turn. */
export function startOthersTurn(truth: FakeThread): FakeTurn {
  const turn = truth.expectTurn("another client");
  truth.begin();
  return turn;
}
