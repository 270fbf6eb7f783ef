import type * as wire from "codex-app-server-sdk/protocol";
import type { AppServerClient } from "./client/app-server-client.js";
import { type RunInput, toUserInputs } from "./inputs.js";
import { orAborted } from "./on-abort.js";
import { type Presets, turnPresets } from "./presets.js";
import { RunningTurn } from "./running-turn.js";
import { TurnHandle } from "./turn.js";
import type { TurnResult } from "./turn-result.js";
import type { TurnTimeouts } from "./turn-timers.js";

/** Options of one turn: the wire's own, the presets, and what belongs to the turn's life. */
export interface TurnOptions extends Omit<wire.TurnStartParams, "threadId" | "input">, Presets {
  /** Aborting interrupts the turn; what waits for it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  timeouts?: TurnTimeouts | undefined;
}

/** How a thread reaches the server. */
export interface ThreadSession {
  /** The client of the running server. Throws when there is none any more. */
  client(): AppServerClient;
}

/** A conversation with the agent. Get one from `codex.threadStart()` and its kin. */
export class Thread {
  readonly id: string;
  /** What the server answered when the thread was started: model, cwd, sandbox and so on. */
  readonly started: wire.ThreadStartResponse;
  readonly #session: ThreadSession;

  /** Use `codex.threadStart()`. */
  constructor(session: ThreadSession, started: wire.ThreadStartResponse) {
    this.#session = session;
    this.started = started;
    this.id = started.thread.id;
  }

  /**
   * Runs a turn to its end. Rejects with `TurnFailedError` or `TurnInterruptedError` (both carry
   * the partial result), `TurnTimeoutError`, `TurnInProgressError`, `TransportClosedError`, or
   * the signal's reason.
   */
  async run(input: RunInput, options?: TurnOptions): Promise<TurnResult> {
    const turn = await this.#start(input, options, false);
    return new TurnHandle(turn).result();
  }

  /** Starts a turn and resolves as soon as the server has accepted it. */
  async turn(input: RunInput, options?: TurnOptions): Promise<TurnHandle> {
    return new TurnHandle(await this.#start(input, options, true));
  }

  async #start(
    input: RunInput,
    { signal, timeouts, ...options }: TurnOptions = {},
    keepsNotifications: boolean,
  ): Promise<RunningTurn> {
    signal?.throwIfAborted();
    const client = this.#session.client();
    const params = { ...turnParams(options), threadId: this.id, input: toUserInputs(input) };
    const reservation = client.turns.reserve(this.id);
    const turn = new Promise<RunningTurn>((resolve, reject) => {
      const onResult = ({ turn }: wire.TurnStartResponse): void => {
        const running = new RunningTurn({
          threadId: this.id,
          turnId: turn.id,
          client,
          signal,
          timeouts,
          keepsNotifications,
        });
        // In the read loop: what follows the answer is the turn's first notification.
        reservation.attach(running);
        resolve(running);
      };
      client.request("turn/start", params, { onResult, queueSignal: signal }).catch((error) => {
        reservation.release();
        reject(error);
      });
    });
    // Given up before the answer, it is interrupted after it: the turn listens to the signal itself.
    return orAborted(turn, signal);
  }
}

function turnParams(
  options: Omit<TurnOptions, "signal" | "timeouts">,
): Omit<wire.TurnStartParams, "threadId" | "input"> {
  const { approvalMode: _mode, sandbox: _sandbox, ...params } = options;
  return { ...params, ...turnPresets(options) };
}
