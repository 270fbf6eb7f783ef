import * as fc from "fast-check";
import type { User } from "./user.js";
import type { World } from "./world.js";

/** Something that can happen: what it is called, what it takes, when it can happen and how. */
export interface Move<Args, Who extends User = World> {
  readonly name: string;
  readonly args: fc.Arbitrary<Args>;
  /** Whether it makes sense now. */
  can(who: Who, args: Args): boolean;
  act(who: Who, args: Args): void | Promise<void>;
}

export type Step<Who extends User = World> = fc.AsyncCommand<Who, Who>;

/** One move of a sequence. What it leads to without any time passing has happened after it. */
export class MoveStep<Args, Who extends User = World> implements Step<Who> {
  readonly #move: Move<Args, Who>;
  readonly #args: Args;

  constructor(move: Move<Args, Who>, args: Args) {
    this.#move = move;
    this.#args = args;
  }

  check(who: Who): boolean {
    return this.#move.can(who, this.#args);
  }

  async run(who: Who): Promise<void> {
    await this.act(who);
    await who.settle();
  }

  act(who: Who): void | Promise<void> {
    return this.#move.act(who, this.#args);
  }

  toString(): string {
    const args = JSON.stringify(this.#args);
    return args === undefined || args === "null" ? this.#move.name : `${this.#move.name}(${args})`;
  }
}

/** Moves that happen one after the other in the same tick. */
export class TogetherStep<Who extends User = World> implements Step<Who> {
  readonly #steps: readonly MoveStep<unknown, Who>[];

  constructor(steps: readonly MoveStep<unknown, Who>[]) {
    this.#steps = steps;
  }

  check(who: Who): boolean {
    return this.#steps.some((step) => step.check(who));
  }

  async run(who: Who): Promise<void> {
    for (const step of this.#steps) {
      if (step.check(who)) void step.act(who);
    }
    await who.settle();
  }

  toString(): string {
    return `together: ${this.#steps.join(" + ")}`;
  }
}

/** Steps of this move. */
export function stepsOf<Args, Who extends User = World>(
  move: Move<Args, Who>,
): fc.Arbitrary<MoveStep<unknown, Who>> {
  return move.args.map((args) => new MoveStep(move, args) as MoveStep<unknown, Who>);
}

/** The entry of a list that a number stands for. */
export function pick<T>(list: readonly T[], n: number): T | undefined {
  return list.length === 0 ? undefined : list[n % list.length];
}

/** A number to pick something by; a small one, so that the same things are picked often. */
export const anyIndex = fc.nat({ max: 5 });
