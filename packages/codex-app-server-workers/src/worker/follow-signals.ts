import { isCodexError, type TurnHandle } from "codex-app-server-sdk";
import type { Engine } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";
import type { SignalOutcome, TurnSignal } from "../engine/turn-signal.js";

/** Tells the turn what others tell it, one after the other, until `signal` aborts. */
export async function followSignals(
  engine: Engine,
  { lease, turnId, turn, signal }: SignalTarget,
): Promise<void> {
  for await (const told of engine.signals(lease, turnId, { signal })) {
    await engine.answerSignal(lease, turnId, told.id, await tell(turn, told));
  }
}

/** Which turn is told. */
export interface SignalTarget {
  readonly lease: Lease;
  /** The id of its message. */
  readonly turnId: string;
  readonly turn: TurnHandle;
  readonly signal: AbortSignal;
}

async function tell(turn: TurnHandle, told: TurnSignal): Promise<SignalOutcome> {
  try {
    if (told.kind === "steer") {
      await turn.steer(told.input);
    } else {
      await turn.interrupt(told.options);
    }
    return { kind: "done" };
  } catch (error) {
    // So the SDK says that a turn has ended.
    if (isCodexError(error) && error.code === "INVALID_REQUEST") return { kind: "late" };
    return { kind: "refused", reason: error instanceof Error ? error.message : String(error) };
  }
}
