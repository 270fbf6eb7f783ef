import type { InterruptOptions, RunInput } from "codex-app-server-sdk";

/** What a turn that runs, or waits, can be told. */
export type TurnSignal =
  | { readonly id: string; readonly kind: "steer"; readonly input: RunInput }
  | { readonly id: string; readonly kind: "interrupt"; readonly options: InterruptOptions };

/**
 * What became of it. `done`: the server has taken it, or the turn was cancelled before it began.
 * `late`: the turn had ended. `refused`: the server did not take it, for this reason.
 */
export type SignalOutcome =
  | { readonly kind: "done" }
  | { readonly kind: "late" }
  | { readonly kind: "refused"; readonly reason: string };
