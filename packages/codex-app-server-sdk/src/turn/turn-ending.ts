import { ProtocolError } from "../errors/index.js";
import type { InterruptOptions } from "../options/turn-options.js";
import type { TurnRecord } from "../records/turn-record.js";
import { endBegunWork, endWhenBegun } from "./end-begun-work.js";
import { type EndableTurn, endTurn } from "./end-turn.js";
import type { TurnOutcome } from "./server-turn.js";
import type { TurnPlace } from "./turn-server.js";

/** A turn of this client's that can be ended, and what it consists of at the server. */
export interface EndingTurn extends EndableTurn {
  readonly serverTurns: readonly TurnRecord[];
  /** Nothing more is to be expected of it. */
  finish(outcome: TurnOutcome): void;
}

/** Ends a turn at the server, and what it has begun. */
export class TurnEnding {
  readonly #turn: EndingTurn;
  readonly #place: TurnPlace;
  #ending: Promise<void> | undefined;
  /** What is to become of what the turn has begun; undefined where it is not being ended. */
  #options: InterruptOptions | undefined;
  #begunWork: Promise<unknown> | undefined;

  constructor(turn: EndingTurn, place: TurnPlace) {
    this.#turn = turn;
    this.#place = place;
  }

  /**
   * Resolves when the turn is over, and what it has begun as well. Rejects with a `ProtocolError`,
   * and gives the turn up as lost, when the server does not end it.
   */
  interrupt(options: InterruptOptions): Promise<void> {
    this.#ending ??= this.#end(options).finally(() => {
      this.#ending = undefined;
      this.#options = undefined;
    });
    return this.#ending;
  }

  /** The turn is over. In the same moment, because a sub-agent of it may start in the next one. */
  over(): void {
    const options = this.#options;
    if (options === undefined) return;
    const ending = this.#turn.serverTurns.map((turn) => endBegunWork(turn, options, this.#place));
    this.#begunWork = Promise.all(ending);
  }

  async #end(options: InterruptOptions): Promise<void> {
    const turn = this.#turn;
    this.#options = options;
    try {
      await endTurn(turn, this.#place.server);
      turn.finish({ kind: "closed" });
    } catch (reason) {
      if (turn.isOver) return;
      if (!(reason instanceof ProtocolError)) throw reason;
      for (const one of turn.serverTurns) endWhenBegun(one, this.#place);
      turn.finish({ kind: "lost", reason });
      throw reason;
    } finally {
      await this.#begunWork;
    }
  }
}
