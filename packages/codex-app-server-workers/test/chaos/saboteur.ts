import { setTimeout as sleep } from "node:timers/promises";
import type { Crew } from "./crew.js";
import type { Random } from "./random.js";

/** What can be done to a worker. */
export const misdeeds = [
  "kill",
  "stop",
  "kill its server",
  "freeze the worker",
  "freeze the worker and its server",
  "cut off",
] as const;
export type Misdeed = (typeof misdeeds)[number];

export interface SaboteurOptions {
  /** How long a worker has a thread that is silent. */
  readonly leaseMs: number;
  /** How long it rests between two misdeeds, on average. */
  readonly everyMs: number;
  /** Whether the worker at the first place is not ended. */
  readonly isFirstSpared: boolean;
}

/** Harms workers at random, in each way as often as in the others, several at a time. */
export class Saboteur {
  /** How often each was done. */
  readonly done: Record<Misdeed, number> = {
    kill: 0,
    stop: 0,
    "kill its server": 0,
    "freeze the worker": 0,
    "freeze the worker and its server": 0,
    "cut off": 0,
  };
  readonly #crew: Crew;
  readonly #random: Random;
  readonly #options: SaboteurOptions;

  constructor(crew: Crew, random: Random, options: SaboteurOptions) {
    this.#crew = crew;
    this.#random = random;
    this.#options = options;
  }

  /** Resolves when `signal` has aborted and what was harmed is whole again. */
  async work(signal: AbortSignal): Promise<void> {
    const harmed = new Map<number, Promise<void>>();
    const failed = new AbortController();
    const isOver = AbortSignal.any([signal, failed.signal]);
    const size = this.#crew.places.length;
    let left: Misdeed[] = [];
    while (!isOver.aborted) {
      if (left.length === 0) left = this.#random.shuffle(misdeeds);
      const place = Math.floor(this.#random.between(this.#firstFor(left.at(-1)), size));
      const pauseMs = this.#random.between(0, 2 * this.#options.everyMs);
      // One at least is left in peace.
      const misdeed = harmed.has(place) || harmed.size >= size - 1 ? undefined : left.pop();
      if (misdeed) {
        const harming = this.#harm(place, misdeed);
        harmed.set(place, harming);
        harming.catch((error) => failed.abort(error)).finally(() => harmed.delete(place));
      }
      await sleep(pauseMs, undefined, { signal: isOver }).catch(() => {}); // the loop ends
    }
    await Promise.all(harmed.values());
    if (failed.signal.aborted) throw failed.signal.reason;
  }

  #firstFor(misdeed: Misdeed | undefined): number {
    const isEnd = misdeed !== "cut off" && !misdeed?.startsWith("freeze");
    return isEnd && this.#options.isFirstSpared ? 1 : 0;
  }

  async #harm(place: number, misdeed: Misdeed): Promise<void> {
    if (await this.#try(place, misdeed)) this.done[misdeed] += 1;
  }

  async #try(place: number, misdeed: Misdeed): Promise<boolean> {
    const longerThanLeaseMs = this.#options.leaseMs * this.#random.between(1.3, 3);
    switch (misdeed) {
      case "kill":
      case "stop":
      case "kill its server":
        return this.#crew.replace(place, misdeed, this.#random.pick(["same", "empty"]));
      case "cut off":
        this.#crew.places[place]?.cut();
        await sleep(longerThanLeaseMs);
        this.#crew.places[place]?.mend();
        return true;
      default: {
        const what = misdeed === "freeze the worker" ? "worker" : "all";
        const thaw = this.#crew.workerAt(place).freeze(what);
        await sleep(longerThanLeaseMs);
        thaw();
        return true;
      }
    }
  }
}
