import { startTimer } from "../async/start-timer.js";
import { type Resolvers, withResolvers } from "../async/with-resolvers.js";
import {
  nextServerTurn,
  type ServerTurn,
  type ServerTurnEvent,
  type TurnOutcome,
} from "./server-turn.js";

/** How long the completion of a failed turn may take once its thread is idle. */
const failureGraceMs = 2_000;

/** What a turn does at the server, and who waits for it to change. */
export class ServerSide {
  readonly #onOver: (outcome: TurnOutcome) => void;
  readonly #namedOrOver = withResolvers<void>();
  #changed: Resolvers<void> = withResolvers();
  #turn: ServerTurn = { name: "asked" };
  #failureTimer: NodeJS.Timeout | undefined;

  /** `onOver` is called once, when nothing more can change. */
  constructor(onOver: (outcome: TurnOutcome) => void) {
    this.#onOver = onOver;
  }

  get name(): ServerTurn["name"] {
    return this.#turn.name;
  }

  /** The id that the server has given it; undefined until then. */
  get turnId(): string | undefined {
    return this.#turn.name === "asked" ? undefined : this.#turn.turnId;
  }

  get isOver(): boolean {
    return this.#turn.name === "over";
  }

  /** Resolves when it is over, or the server runs it under another id than now. */
  get changed(): Promise<void> {
    return this.#changed.promise;
  }

  /** Resolves when the server has given it an id, or there is no such turn. */
  get namedOrOver(): Promise<void> {
    return this.#namedOrOver.promise;
  }

  apply(event: ServerTurnEvent): void {
    const before = this.#turn;
    this.#turn = nextServerTurn(before, event);
    if (this.#turn === before) return;
    if (this.turnId !== undefined) this.#namedOrOver.resolve();
    this.#watchFailure(this.#turn);
    if (this.#turn.name === "over") this.#end(this.#turn.outcome);
  }

  /** The server runs the turn under another id than before. */
  change(): void {
    this.#changed.resolve();
    this.#changed = withResolvers();
  }

  #watchFailure(turn: ServerTurn): void {
    clearTimeout(this.#failureTimer);
    if (turn.name !== "ending" || !turn.isIdle) return;
    this.#failureTimer = startTimer(() => this.apply({ type: "graceOver" }), failureGraceMs);
  }

  #end(outcome: TurnOutcome): void {
    this.#namedOrOver.resolve();
    this.change();
    this.#onOver(outcome);
  }
}
