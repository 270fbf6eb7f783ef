import type { Engine } from "../engine/engine.js";
import { FleetThread } from "./fleet-thread.js";

/** Options of `createFleet()`. */
export interface FleetOptions {
  /** What the fleet shares with its workers. */
  engine: Engine;
}

/** The threads of all workers of an engine, as the web tier uses them. */
export interface Fleet {
  /** The thread of this id. Nothing is asked. Throws the SDK's `OptionsError` for a wrong id. */
  thread(id: string): FleetThread;
}

/**
 * Makes a client for the workers of an engine. It needs no app-server and no Codex.
 *
 * @example
 * ```ts
 * const fleet = createFleet({ engine });
 * const turn = await fleet.thread("user-42").turn("What is 6 times 7?");
 * for await (const text of turn.textStream()) process.stdout.write(text);
 * ```
 */
export function createFleet({ engine }: FleetOptions): Fleet {
  return { thread: (id) => FleetThread.of(engine, id) };
}
