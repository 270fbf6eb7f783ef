import type * as wire from "codex-app-server-sdk/protocol";
import { withCaller } from "../errors/with-caller.js";
import type { CallOptions } from "../options/call-options.js";
import type {
  ItemsOptions,
  ReadOptions,
  ThreadSettingsOptions,
  TurnsOptions,
} from "../options/thread-options.js";
import type {
  CurrentTurnOptions,
  ReviewOptions,
  TurnLife,
  TurnOptions,
} from "../options/turn-options.js";
import { PagePromise } from "../pages/page-promise.js";
import type { TurnResult } from "../results/turn-result.js";
import type { InferOutput, OutputSchema } from "../schemas/output-schema.js";
import type { RunInput } from "../turn/inputs.js";
import type { TurnHandle } from "../turn/turn-handle.js";
import type { GoalControl } from "./goal/goal-control.js";
import type { QueueControl } from "./queue/queue-control.js";
import type { ThreadControl } from "./thread-control.js";
import type { ThreadTerminal } from "./thread-terminal.js";

/** What the server answered when a thread was started, resumed or forked. */
export type StartedThread =
  | wire.ThreadStartResponse
  | wire.ThreadResumeResponse
  | wire.ThreadForkResponse;

/**
 * A conversation with the agent. `codex.threadStart()`, `threadResume()` and `threadFork()` return
 * one. Several objects of the same thread are views of it: what is done through one of them holds
 * for the others too.
 */
export class Thread {
  /** The thread's id. Pass it to `codex.threadResume()` to continue the conversation later. */
  readonly id: string;
  /**
   * What the server answered when the thread was started, resumed or forked: its model, cwd,
   * sandbox and so on.
   */
  readonly started: StartedThread;
  readonly #control: ThreadControl;

  private constructor(control: ThreadControl, started: StartedThread) {
    this.#control = control;
    this.started = started;
    this.id = started.thread.id;
  }

  /** @internal */
  static of(control: ThreadControl, started: StartedThread): Thread {
    return new Thread(control, started);
  }

  /**
   * Runs a turn whose answer is typed: the model is held to the schema that is given as `output`,
   * and the result's `output` is what the schema makes of the answer. The schema is one of zod,
   * ArkType or another library with Standard Schema and Standard JSON Schema; the model writes what
   * the schema takes, before its transforms.
   *
   * Rejects with `SchemaNotStrictError`, before anything is sent, when strict output can't express
   * the schema; with `OutputValidationError` when the answer does not fit it, after as many further
   * turns as `outputRetries` says; and otherwise as without `output`.
   *
   * @example
   * ```ts
   * const Report = z.object({ summary: z.string(), risk: z.enum(["low", "high"]) });
   * const { output } = await thread.run("Assess this repository.", { output: Report });
   * console.log(output.risk, output.summary);
   * ```
   */
  async run<S extends OutputSchema>(
    input: RunInput,
    options: TurnOptions & { output: S },
  ): Promise<TurnResult<InferOutput<S>>>;
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
  async run(input: RunInput, options?: TurnOptions): Promise<TurnResult>;
  async run(input: RunInput, options?: TurnOptions): Promise<TurnResult<unknown>> {
    return withCaller(this.#control.run(input, options));
  }

  /** Starts a turn whose answer is typed: `turn.result()` validates it as `run()` does. */
  async turn<S extends OutputSchema>(
    input: RunInput,
    options: TurnOptions & { output: S },
  ): Promise<TurnHandle<InferOutput<S>>>;
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
  async turn(input: RunInput, options?: TurnOptions): Promise<TurnHandle>;
  async turn(input: RunInput, options?: TurnOptions): Promise<TurnHandle<unknown>> {
    return withCaller(this.#control.turn(input, options));
  }

  /**
   * Returns a handle on the turn that is running, whoever started it: this client, another client,
   * a goal or a queue. Returns null when no turn is running, when its id is not known yet, or when
   * the thread was unsubscribed.
   *
   * For a turn that this client did not start, streams begin at the time when they are opened, the
   * result is complete, and leaving an `await using` block does not interrupt the turn.
   */
  currentTurn(options?: CurrentTurnOptions): TurnHandle | null {
    return this.#control.currentTurn(options);
  }

  /**
   * Starts a review of `target` by the agent. Its findings are the text of the `exitedReviewMode`
   * item and of the final response.
   */
  async review(target: wire.ReviewTarget, options?: ReviewOptions): Promise<TurnHandle> {
    return withCaller(this.#control.startReview(target, options));
  }

  /**
   * Sets the thread's goal and resolves when its first turn has started. The server starts one turn
   * after the other until the goal is reached; the handle presents them as one turn. Interrupting
   * it pauses the goal.
   */
  async startGoal(objective: string, options?: TurnLife): Promise<TurnHandle> {
    return withCaller(this.#control.startGoal(objective, options, "stream"));
  }

  /** Like `startGoal()`, but waits for the end as `run()` does. */
  async runGoal(objective: string, options?: TurnLife): Promise<TurnResult> {
    return withCaller(resultOf(this.#control.startGoal(objective, options, "result")));
  }

  /** The thread's goal: reads, changes, pauses, resumes and removes it. */
  get goal(): GoalControl {
    return this.#control.goal;
  }

  /**
   * The thread's queue: turns that the server starts by itself, one after the other.
   */
  get queue(): QueueControl {
    return this.#control.queue;
  }

  /** Shortens the conversation by summarising it. Resolves when the turn that does so has ended. */
  async compact(options?: TurnLife): Promise<void> {
    await withCaller(resultOf(this.#control.startCompaction(options)));
  }

  /**
   * Reads the thread from the server. Before its first turn `turns` is empty, even with
   * `includeTurns`.
   */
  async read(options?: ReadOptions): Promise<wire.ThreadReadResponse> {
    return withCaller(this.#control.requests.read(options));
  }

  /**
   * Lists the stored turns, the newest first: `await` gives the first page, `for await` all of
   * them. Each has a summary of its items, or with `itemsView: "full"` all of them. Before the
   * thread's first turn the list is empty. Rejects with an `OptionsError` when the thread is
   * ephemeral, with `InvalidRequestError` for a cursor of another list.
   *
   * @example
   * ```ts
   * for await (const { id, status } of thread.turns({ sortDirection: "asc" })) {
   *   console.log(status, id === first.turn.id);
   * }
   * ```
   */
  turns(options?: TurnsOptions): PagePromise<wire.Turn, wire.ThreadTurnsListResponse> {
    return new PagePromise((cursor) => this.#control.requests.turns(options, cursor));
  }

  /**
   * Lists the stored items of all turns, or of the one of `turnId`, the oldest first: `await` gives
   * the first page, `for await` all of them. Empty and rejecting as `turns()`.
   */
  items(options?: ItemsOptions): PagePromise<wire.ThreadItemEntry, wire.ThreadItemsListResponse> {
    return new PagePromise((cursor) => this.#control.requests.items(options, cursor));
  }

  /** Names the thread. */
  async setName(name: string, call?: CallOptions): Promise<void> {
    await withCaller(this.#control.requests.setName(name, call));
  }

  /** Removes the turn `beforeTurnId` and everything after it from the thread. */
  async revert(to: { beforeTurnId: string }, call?: CallOptions): Promise<void> {
    await withCaller(this.#control.requests.revert(to, call));
  }

  /**
   * Changes the model, effort, folder, approvals, sandbox, mode and so on of all turns from the
   * next one on; a turn that runs keeps its own. Rejects with an `OptionsError` for settings that
   * can't be right, and when the client was made with `experimentalApi: false`.
   */
  async updateSettings(settings: ThreadSettingsOptions): Promise<void> {
    await withCaller(this.#control.requests.updateSettings(settings));
  }

  /**
   * Adds items to the history that the model sees, in the form of the Responses API, without a
   * turn. Rejects with `InvalidRequestError` for an item that is none.
   */
  async injectItems(items: readonly unknown[], call?: CallOptions): Promise<void> {
    await withCaller(this.#control.requests.injectItems(items, call));
  }

  /**
   * Lists the commands of this thread that run, and lets you end each of them. Rejects with an
   * `OptionsError` when the client was made with `experimentalApi: false`.
   */
  async terminals(call?: CallOptions): Promise<ThreadTerminal[]> {
    return withCaller(this.#control.requests.terminals(call));
  }

  /**
   * Stops the server from sending this client notifications about the thread. About a minute after
   * its last client has left, the server unloads the thread and ends its MCP servers. The next turn
   * resumes the thread first, whichever `Thread` object it is started on. A thread that is
   * ephemeral, or has had no turn yet, is not stored: its next turn rejects with an `OptionsError`.
   *
   * Rejects with `TurnInProgressError` while a turn runs, whose end would be missed.
   */
  async unsubscribe(call?: CallOptions): Promise<void> {
    await withCaller(this.#control.unsubscribe(call));
  }

  /**
   * Resolves when the `threadStore` has all of the thread that there is now. Nothing else waits for
   * the store: await this after a turn, before you tell anybody that it is done.
   *
   * Rejects with `ThreadStoreError` when the save fails or does not end within `timeouts.storeMs`;
   * it is tried again all the same, and `saved()` may be called again. Rejects with
   * `ThreadFencedError` when another client has taken the thread over, with `OptionsError` when the
   * client has no `threadStore` or the thread is ephemeral, and with `TransportClosedError` after
   * `close()`.
   *
   * @example
   * ```ts
   * await thread.run("My favourite colour is teal.");
   * await thread.saved(); // from here on the machine may burn
   * ```
   */
  async saved(call?: Pick<CallOptions, "signal">): Promise<void> {
    await withCaller(this.#control.saved(call));
  }
}

async function resultOf(turn: Promise<TurnHandle>): Promise<TurnResult> {
  return (await turn).result();
}
