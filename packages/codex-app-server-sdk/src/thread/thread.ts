import type * as wire from "codex-app-server-sdk/protocol";
import type { AppServerClient, CallOptions } from "../client/app-server-client.js";
import { JsonRpcError, OptionsError } from "../errors/index.js";
import { callOptions, checkOptions, lifeOptions } from "../options/check-options.js";
import { type RunInput, toUserInputs } from "../turn/inputs.js";
import type { RunningTurn } from "../turn/running-turn.js";
import {
  startCompaction,
  startGoal,
  startTurn,
  type TurnLife,
  type TurnStart,
} from "../turn/start-turn.js";
import { TurnHandle } from "../turn/turn-handle.js";
import type { TurnResult } from "../turn/turn-result.js";
import { type Presets, turnPresets } from "./presets.js";

/** Options of one turn: those of the protocol, the presets, and when to give the turn up. */
export interface TurnOptions
  extends Omit<wire.TurnStartParams, "threadId" | "input">,
    Presets,
    TurnLife {}

/** Options of `thread.review()`: those of the protocol, and when to give the turn up. */
export interface ReviewOptions
  extends Omit<wire.ReviewStartParams, "threadId" | "target">,
    TurnLife {}

/** Options of `thread.read()`. */
export interface ReadOptions extends CallOptions {
  /** Whether to include the turns; default false. */
  includeTurns?: boolean | undefined;
}

/** What the server answered when a thread was started, resumed or forked. */
export type StartedThread =
  | wire.ThreadStartResponse
  | wire.ThreadResumeResponse
  | wire.ThreadForkResponse;

/** How a thread reaches its server. */
export interface ThreadSession {
  /** Returns the client of the running server. Throws when there is none any more. */
  client(): AppServerClient;
  /** Rejects with an `OptionsError` for invalid params. */
  check(method: keyof wire.ClientRequests, params: object): Promise<void>;
  /**
   * Makes relative file names in the input absolute. Rejects with an `OptionsError` for a missing
   * file.
   */
  inputs(input: RunInput): Promise<wire.UserInput[]>;
}

/** What a turn is started for: only its result, or also a stream, which may be opened later. */
type TurnPurpose = "result" | "stream";

/** Whether the server had the thread before it was opened. */
export type ThreadOrigin = "new" | "stored";

/**
 * A conversation with the agent. `codex.threadStart()`, `threadResume()` and `threadFork()` return
 * one.
 */
export class Thread {
  /** The thread's id. Pass it to `codex.threadResume()` to continue the conversation later. */
  readonly id: string;
  /**
   * What the server answered when the thread was started, resumed or forked: its model, cwd,
   * sandbox and so on.
   */
  readonly started: StartedThread;
  readonly #session: ThreadSession;
  /** False after `unsubscribe()`, until the thread is resumed. */
  #isSubscribed = true;
  /** Whether the server has stored the thread. Only a stored thread can be resumed. */
  #isStored: boolean;

  private constructor(session: ThreadSession, started: StartedThread, origin: ThreadOrigin) {
    this.#session = session;
    this.started = started;
    this.id = started.thread.id;
    this.#isStored = origin === "stored" && !started.thread.ephemeral;
  }

  /** @internal */
  static of(session: ThreadSession, started: StartedThread, origin: ThreadOrigin): Thread {
    return new Thread(session, started, origin);
  }

  /**
   * Runs a turn and resolves when it has completed. Rejects with `TurnFailedError` or
   * `TurnInterruptedError`, which both carry the partial result; with `TurnTimeoutError`; with
   * `TurnInProgressError` when the thread already has a running turn; with `TransportClosedError`;
   * or with the signal's reason.
   *
   * @example
   * ```ts
   * const { finalResponse } = await thread.run([
   *   { type: "text", text: "What is on this picture?" },
   *   { type: "localImage", path },
   * ]);
   * console.log(finalResponse);
   * ```
   */
  async run(input: RunInput, options?: TurnOptions): Promise<TurnResult> {
    return this.#handle(await this.#startTurn(input, options, "result")).result();
  }

  /**
   * Starts a turn and resolves as soon as the server has accepted it. Rejects with
   * `TurnInProgressError` when the thread already has a running turn.
   *
   * @example
   * ```ts
   * const turn = await thread.turn("Name three prime numbers.");
   * console.log(`turn ${turn.id ? "started" : "missing"}`);
   *
   * // The turn as the server knows it, whatever its status, with every item.
   * const { status, items } = await turn.run();
   * console.log(status, items.map((item) => item.type).join(", "));
   * ```
   */
  async turn(input: RunInput, options?: TurnOptions): Promise<TurnHandle> {
    return this.#handle(await this.#startTurn(input, options, "stream"));
  }

  /**
   * Starts a review of `target` by the agent. Its findings are the text of the `exitedReviewMode`
   * item and of the final response.
   */
  async review(target: wire.ReviewTarget, options: ReviewOptions = {}): Promise<TurnHandle> {
    checkOptions(options);
    const { signal, timeouts, ...rest } = options;
    const params = { ...rest, threadId: this.id, target };
    const start = this.#turnStart({ signal, timeouts }, "stream");
    const prepare = async (): Promise<void> => {
      await this.#session.check("review/start", params);
      await start.prepare();
    };
    const turn = await startTurn({ ...start, prepare }, (onTurn) =>
      start.client.request("review/start", params, {
        onResult: ({ turn }) => onTurn(turn.id),
        queueSignal: signal,
      }),
    );
    return this.#handle(turn);
  }

  /**
   * Sets the thread's goal and resolves when its first turn has started. The server starts one turn
   * after the other until the goal is reached; the handle presents them as one turn. Interrupting
   * it pauses the goal.
   */
  async startGoal(objective: string, options: TurnLife = {}): Promise<TurnHandle> {
    return this.#handle(await this.#startGoal(objective, options, "stream"));
  }

  /** Like `startGoal()`, but waits for the end as `run()` does. */
  async runGoal(objective: string, options: TurnLife = {}): Promise<TurnResult> {
    return this.#handle(await this.#startGoal(objective, options, "result")).result();
  }

  /** Shortens the conversation by summarising it. Resolves when the turn that does so has ended. */
  async compact(options: TurnLife = {}): Promise<void> {
    checkOptions(options, lifeOptions);
    const turn = await startCompaction(this.#turnStart(options, "result"));
    await this.#handle(turn).result();
  }

  /**
   * Reads the thread from the server. Before its first turn `turns` is empty, even with
   * `includeTurns`.
   */
  async read(options: ReadOptions = {}): Promise<wire.ThreadReadResponse> {
    checkOptions(options, ["includeTurns", ...callOptions]);
    const { includeTurns = false, ...call } = options;
    const client = this.#session.client();
    const read = (fields: { includeTurns: boolean }): Promise<wire.ThreadReadResponse> =>
      client.request("thread/read", { threadId: this.id, ...fields }, call);
    try {
      return await read({ includeTurns });
    } catch (error) {
      if (includeTurns && isBeforeFirstTurn(error)) return read({ includeTurns: false });
      throw error;
    }
  }

  /** Names the thread. */
  async setName(name: string, call?: CallOptions): Promise<void> {
    checkOptions(call, callOptions);
    const params = { threadId: this.id, name };
    await this.#session.check("thread/name/set", params);
    await this.#session.client().request("thread/name/set", params, call);
  }

  /** Removes the turn `beforeTurnId` and everything after it from the thread. */
  async revert(to: { beforeTurnId: string }, call?: CallOptions): Promise<void> {
    checkOptions(call, callOptions);
    const params = { ...to, threadId: this.id };
    await this.#session.check("thread/revert", params);
    await this.#session.client().request("thread/revert", params, call);
  }

  /**
   * Stops the server from sending this client notifications about the thread. The next turn resumes
   * the thread first. Does nothing for a thread that can't be resumed, because it is ephemeral or
   * has had no turn yet. Rejects with `TurnInProgressError` while a turn runs, whose end would be
   * missed.
   */
  async unsubscribe(call?: CallOptions): Promise<void> {
    checkOptions(call, callOptions);
    const client = this.#session.client();
    client.turns.assertIdle(this.id);
    if (!this.#isStored) return;
    await client.request("thread/unsubscribe", { threadId: this.id }, call);
    this.#isSubscribed = false;
  }

  async #startTurn(
    input: RunInput,
    options: TurnOptions = {},
    purpose: TurnPurpose,
  ): Promise<RunningTurn> {
    checkOptions(options);
    const { signal, timeouts, ...rest } = options;
    signal?.throwIfAborted();
    const base = { ...turnParams(rest), threadId: this.id };
    const start = this.#turnStart({ signal, timeouts }, purpose);
    let inputs = toUserInputs(input);
    const prepare = async (): Promise<void> => {
      await this.#session.check("turn/start", { ...base, input: inputs });
      inputs = await this.#session.inputs(input);
      await start.prepare();
    };
    return startTurn({ ...start, prepare }, (onTurn) =>
      start.client.request(
        "turn/start",
        { ...base, input: inputs },
        { onResult: ({ turn }) => onTurn(turn.id), queueSignal: signal },
      ),
    );
  }

  async #startGoal(
    objective: string,
    options: TurnLife,
    purpose: TurnPurpose,
  ): Promise<RunningTurn> {
    checkOptions(options, lifeOptions);
    if (objective === "") throw new OptionsError("The goal's objective is empty.");
    const start = this.#turnStart(options, purpose);
    const prepare = async (): Promise<void> => {
      await this.#session.check("thread/goal/set", { threadId: this.id, objective });
      await start.prepare();
    };
    return startGoal({ ...start, prepare }, objective);
  }

  #turnStart({ signal, timeouts }: TurnLife, purpose: TurnPurpose): TurnStart {
    signal?.throwIfAborted();
    const client = this.#session.client();
    const prepare = (): Promise<void> => this.#resubscribe(client);
    const keepsNotifications = purpose === "stream";
    return { client, threadId: this.id, signal, timeouts, keepsNotifications, prepare };
  }

  async #resubscribe(client: AppServerClient): Promise<void> {
    if (this.#isSubscribed) return;
    await client.request("thread/resume", { threadId: this.id });
    this.#isSubscribed = true;
  }

  #handle(turn: RunningTurn): TurnHandle {
    this.#isStored = !this.started.thread.ephemeral;
    return TurnHandle.of(turn, (input) => this.#steerInputs(turn, input));
  }

  async #steerInputs({ turnId }: RunningTurn, input: RunInput): Promise<wire.UserInput[]> {
    const params = { threadId: this.id, expectedTurnId: turnId, input: toUserInputs(input) };
    await this.#session.check("turn/steer", params);
    return this.#session.inputs(input);
  }
}

/** Before its first turn a thread has no stored turns, and reading them is an error. */
function isBeforeFirstTurn(error: unknown): boolean {
  return (
    error instanceof JsonRpcError && /not supported yet|not materialized/.test(error.rawMessage)
  );
}

function turnParams(
  options: Omit<TurnOptions, keyof TurnLife>,
): Omit<wire.TurnStartParams, "threadId" | "input"> {
  const { approvalMode: _mode, sandbox: _sandbox, ...params } = options;
  return { ...params, ...turnPresets(options) };
}
