import type { Thread, TurnHandle, TurnResult } from "codex-app-server-sdk";
import type { Turn } from "codex-app-server-sdk/protocol";
import type { Engine } from "../engine/engine.js";
import type { BegunMessage, Outcome } from "../engine/message.js";
import { eventsOfTurn } from "./events-of-turn.js";
import { findGivenTurn } from "./find-given-turn.js";
import { followSignals } from "./follow-signals.js";
import type { HeldLease } from "./held-lease.js";
import type { QuestionDesk } from "./question-desk.js";
import { resultOfTurn } from "./result-of-turn.js";
import { TurnLog } from "./turn-log.js";

/** What a message is run with. */
export interface MessageRun {
  readonly engine: Engine;
  readonly held: HeldLease;
  readonly thread: Thread;
  readonly desk: QuestionDesk;
  readonly begun: BegunMessage;
}

/**
 * Answers a message and resolves when the store has the answer. One that an earlier attempt has
 * given to the model is not given to it again: its turn is taken as it is when it had ended, and
 * else taken back first.
 */
export async function runMessage(run: MessageRun): Promise<Outcome> {
  const given = await takeBack(run);
  const result = given ? await tellAgain(run, given) : await runTurn(run);
  await run.thread.saved({ signal: run.held.signal });
  return { kind: "finished", result };
}

/** Resolves with the turn when it is to be taken as it is. */
async function takeBack({ thread, begun }: MessageRun): Promise<Turn | undefined> {
  if (begun.attempt === 1) return undefined;
  // The earlier attempt may have been one of this same worker, whose turn is about to end.
  await thread.currentTurn()?.interrupt();
  const given = await findGivenTurn(thread, begun.message.id);
  if (!given) return undefined;
  if (isOver(given, begun)) return given;
  await thread.revert({ beforeTurnId: given.id });
  return undefined;
}

/** Readers take what earlier attempts have shown as void. */
async function tellAgain({ engine, held, begun }: MessageRun, turn: Turn): Promise<TurnResult> {
  await engine.append(held.lease, begun.message.id, eventsOfTurn(turn));
  return resultOfTurn(turn);
}

/** A turn that was interrupted, but by nobody, is one whose worker has ended. */
function isOver({ status }: Turn, { isInterrupted }: BegunMessage): boolean {
  return (
    status === "completed" || status === "failed" || (isInterrupted && status !== "inProgress")
  );
}

async function runTurn(run: MessageRun): Promise<TurnResult<unknown>> {
  const { engine, held, thread, desk, begun } = run;
  const { id, input, options } = begun.message;
  const log = new TurnLog(engine, held.lease, id);
  const broken = new AbortController();
  desk.serve({ log, breakOff: (error) => broken.abort(error) });
  const turn = await thread.turn(input, {
    ...options,
    clientUserMessageId: id,
    signal: AbortSignal.any([broken.signal, held.signal]),
  });
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, held.signal]);
  const following = followSignals(engine, { lease: held.lease, turnId: id, turn, signal });
  following.catch(() => {}); // is awaited once the turn has ended
  try {
    const result = await logEvents(turn, log, desk);
    await log.flush();
    return result;
  } finally {
    over.abort();
    await following;
  }
}

/** The last event is written with the acknowledgement: who reads it may rely on what it says. */
async function logEvents(
  turn: TurnHandle,
  log: TurnLog,
  desk: QuestionDesk,
): Promise<TurnResult<unknown>> {
  for await (const event of turn.events()) {
    if (event.type === "finish") return event.result;
    // The engine writes the start as it opens the question.
    if (event.type === "approval-start") continue;
    if (event.type === "approval-end" && !desk.hasAsked(event.id)) continue;
    log.write(event);
  }
  throw new Error(`The events of turn ${turn.id} ended without its result.`);
}
