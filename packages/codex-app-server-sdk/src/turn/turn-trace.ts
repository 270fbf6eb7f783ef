import { currentContext, type RunInContext } from "../async/run-in-context.js";
import { channels, type TracedTurn } from "../channels/channels.js";
import type { TurnResult } from "../results/turn-result.js";
import type { TurnEnd } from "./caller-turn.js";
import { TurnFailedError, TurnInterruptedError } from "./turn-errors.js";
import type { TurnOutput } from "./turn-output.js";
import type { TurnPlace } from "./turn-server.js";

/** What is asked of a turn that has ended. */
interface EndedTurn {
  readonly output: Pick<TurnOutput, "turnUsage">;
  failureOf(result: TurnResult): Promise<TurnFailedError>;
}

/** How a turn ended, for whoever follows it from outside. */
type TracedEnd = Pick<TracedTurn, "status" | "usage"> & {
  /** Undefined where nothing failed. */
  readonly error?: unknown;
};

/** A turn as it is seen from outside, on its channel. */
export class TurnTrace {
  /** In which async context the turn runs: the caller's, with what subscribers bind to it. */
  readonly runIn: RunInContext;
  readonly #context: TracedTurn;
  readonly #place: TurnPlace;

  private constructor(context: TracedTurn, runIn: RunInContext, place: TurnPlace) {
    this.#context = context;
    this.runIn = runIn;
    this.#place = place;
  }

  /** Begins it in the context of the turn's caller; undefined where nobody subscribes. */
  static start(place: TurnPlace, runIn: RunInContext): TurnTrace | undefined {
    if (!channels.turn.isWatched) return undefined;
    const { id: threadId, settings } = place.record;
    const model = settings.model ?? null;
    const context: TracedTurn = { threadId, turnId: null, model, status: null, usage: null };
    const inside = runIn(() => channels.turn.start(context, currentContext));
    return new TurnTrace(context, inside, place);
  }

  /** The server has given it a name. */
  named(turnId: string): void {
    this.#context.turnId = turnId;
  }

  /** Its caller is told how it ends. Called once. */
  async settled(end: TurnEnd, ended: EndedTurn): Promise<void> {
    const usage = ended.output.turnUsage;
    if (end.kind === "lost") {
      this.#end({ status: null, usage, error: end.reason });
      return;
    }
    const { turn } = end.result;
    const error = turn.status === "failed" ? await ended.failureOf(end.result) : undefined;
    this.#end({ status: turn.status, usage, error });
  }

  #end({ status, usage, error }: TracedEnd): void {
    const { record, server } = this.#place;
    const context = Object.assign(this.#context, { status, usage });
    context.model = record.settings.model ?? context.model;
    if (error === undefined) channels.turn.end(context);
    else channels.turn.fail(context, server.redactor.error(withoutContents(error)));
  }
}

/** The errors of turns carry what the turn had produced. */
function withoutContents(error: unknown): unknown {
  if (!(error instanceof TurnFailedError || error instanceof TurnInterruptedError)) return error;
  const { result } = error;
  const { turn, usage, turnUsage } = result;
  const none = { items: [], finalResponse: null, agents: [], output: undefined };
  const empty: TurnResult = { ...none, turn: { ...turn, items: [] }, usage, turnUsage };
  const fields = Object.getOwnPropertyDescriptors(error);
  const copy = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(error));
  return Object.defineProperties(copy, { ...fields, result: { ...fields.result, value: empty } });
}
