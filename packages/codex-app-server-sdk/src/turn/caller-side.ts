import { onAbort } from "../async/on-abort.js";
import { startTimer } from "../async/start-timer.js";
import { withResolvers } from "../async/with-resolvers.js";
import {
  type CallerTurn,
  type CallerTurnEvent,
  nextCallerTurn,
  type TurnEnd,
} from "./caller-turn.js";

/** How long a turn that was given up may take to end before its caller is told all the same. */
const graceMs = 2_000;

export interface CallerSideOptions {
  /** Aborting gives the turn up. */
  readonly signal: AbortSignal | undefined;
  /** Called once, when the caller is told how the turn has ended. */
  settled(end: TurnEnd): void;
  /** Called when nobody waits for the turn's result any more, or soon nobody will. */
  unwanted(): void;
}

/** What the caller of a turn knows, and the promises that tell it. */
export class CallerSide {
  readonly #options: CallerSideOptions;
  readonly #begun = withResolvers<void>();
  readonly #ended = withResolvers<TurnEnd>();
  readonly #forgetSignal: () => void;
  #turn: CallerTurn = { name: "open" };
  #graceTimer: NodeJS.Timeout | undefined;

  constructor(options: CallerSideOptions) {
    this.#options = options;
    this.#begun.promise.catch(() => {}); // Only the call that asked for the turn waits for it.
    this.#forgetSignal = onAbort(options.signal, (reason) => {
      this.apply({ type: "givenUp", reason });
    });
  }

  /** Whether it is still to be told how the turn ends, and wants to know. */
  get isOpen(): boolean {
    return this.#turn.name === "open";
  }

  /** Resolves when the turn has begun; rejects when the caller is told before that it will not. */
  get begun(): Promise<void> {
    return this.#begun.promise;
  }

  /** Resolves when the caller is told how the turn has ended. Never rejects. */
  get ended(): Promise<TurnEnd> {
    return this.#ended.promise;
  }

  /** The server has given the turn a name. */
  begin(): void {
    if (this.isOpen) this.#begun.resolve();
  }

  apply(event: CallerTurnEvent): void {
    const before = this.#turn;
    this.#turn = nextCallerTurn(before, event);
    if (this.#turn === before) return;
    if (this.#turn.name === "leaving") {
      this.#graceTimer = startTimer(() => this.apply({ type: "graceOver" }), graceMs);
    }
    if (this.#turn.name === "settled") this.#settle(this.#turn.end);
    this.#options.unwanted();
  }

  #settle(end: TurnEnd): void {
    clearTimeout(this.#graceTimer);
    this.#forgetSignal();
    this.#options.settled(end);
    if (end.kind === "lost") this.#begun.reject(end.reason);
    else this.#begun.resolve();
    this.#ended.resolve(end);
  }
}
