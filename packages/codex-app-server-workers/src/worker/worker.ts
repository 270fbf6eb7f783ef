import { setMaxListeners } from "node:events";
import { Codex, type Logger } from "codex-app-server-sdk";
import { OneAtATime } from "../async/one-at-a-time.js";
import type { Engine } from "../engine/engine.js";
import type { Lease } from "../engine/lease.js";
import { WorkerClosedError } from "../errors/index.js";
import { awaitEngine, type EngineWait, mayPass } from "./await-engine.js";
import { checkOptions } from "./check-options.js";
import { isOfServer } from "./failure-of-message.js";
import { HeldLease } from "./held-lease.js";
import { pause, pauseAfter } from "./patience.js";
import type { ThreadWork } from "./thread-work.js";
import { workOnThread } from "./work-on-thread.js";
import type { WorkerOptions } from "./worker-options.js";

/**
 * One app-server that answers the messages of many threads. It begins as soon as it is made;
 * always call `close()`.
 */
export class Worker implements AsyncDisposable {
  /** A name that no other worker has. */
  readonly id: string = crypto.randomUUID();
  /**
   * Resolves when the worker has stopped: with undefined after `close()`, else with the reason,
   * such as the death of its server; turns that run may go on for `drainMs` before. Never rejects.
   */
  readonly ended: Promise<unknown>;
  readonly #engine: Engine;
  readonly #codex: Codex;
  readonly #logger: Logger | undefined;
  readonly #drainMs: number;
  readonly #engineWait: Omit<EngineWait, "signal">;
  readonly #threads = new OneAtATime();
  readonly #closing = new AbortController();
  readonly #giveUp = new AbortController();
  #reason: unknown;
  #drainTimer: ReturnType<typeof setTimeout> | undefined;

  private constructor(options: WorkerOptions) {
    checkOptions(options);
    const { engine, store, codex: codexOptions, maxTurns = 4 } = options;
    this.#engine = engine;
    const logger = codexOptions?.logger ?? options.logger;
    this.#codex = new Codex({ ...codexOptions, logger, threadStore: store });
    this.#logger = (options.logger ?? codexOptions?.logger) || undefined;
    this.#drainMs = options.drainMs ?? 30_000;
    const { engineMs: patienceMs = 300_000 } = options;
    this.#engineWait = { engine, patienceMs, logger: this.#logger };
    const work: ThreadWork = {
      engine,
      codex: this.#codex,
      store,
      options,
      turnsPerLease: options.turnsPerLease ?? 8,
      maxFailures: options.maxFailures ?? 3,
      maxWorkerDeaths: options.maxWorkerDeaths ?? 10,
      approvalMs: options.approvalMs ?? 3_600_000,
      logger: this.#logger,
      closing: this.#closing.signal,
    };
    // Each turn listens to them, and Node would take more than ten for a leak.
    setMaxListeners(0, this.#closing.signal, this.#giveUp.signal);
    const slots = Array.from({ length: maxTurns }, () => this.#workInSlot(work));
    void this.#codex.ended.then((reason) => this.#stop(reason));
    this.ended = Promise.all(slots).then(async () => {
      clearTimeout(this.#drainTimer);
      await this.#codex.close();
      return this.#reason;
    });
  }

  /** @internal */
  static of(options: WorkerOptions): Worker {
    return new Worker(options);
  }

  /**
   * Begins no further message, lets running turns end for up to `drainMs`, interrupts what is left,
   * which another worker then begins anew, and ends the server. May be called again; never rejects.
   */
  async close(): Promise<void> {
    this.#stop(undefined);
    await this.ended;
  }

  /** Same as `close()`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** The first reason counts. */
  #stop(reason: unknown): void {
    if (this.#closing.signal.aborted) return;
    this.#reason = reason;
    const giveUp = (): void => this.#giveUp.abort(new WorkerClosedError());
    if (this.#drainMs > 0) this.#drainTimer = setTimeout(giveUp, this.#drainMs);
    this.#closing.abort();
  }

  async #workInSlot(work: ThreadWork): Promise<void> {
    const { signal } = this.#closing;
    let failures = 0;
    let refusals = 0;
    try {
      while (!signal.aborted) {
        const lease = await this.#take();
        refusals = lease ? 0 : refusals + 1;
        if (!lease) {
          // What it says of itself need not be true of this.
          await pause(pauseAfter(refusals), signal);
          continue;
        }
        const held = new HeldLease(this.#engine, lease, this.#giveUp.signal);
        // It may be about to leave the same thread, which it has lost in between.
        const problem = await this.#threads.run(lease.threadId, () => workOnThread(work, held));
        if (isOfServer(problem)) throw problem;
        failures = problem === undefined ? 0 : failures + 1;
        // What a thread could not be answered for may be so with the next one, too.
        if (failures > 0) await pause(pauseAfter(failures), signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#logger?.error(`Worker ${this.id} gets no more work: ${String(error)}`);
      this.#stop(error);
    }
  }

  /** Undefined when the engine could give none; it can be used again by then. */
  async #take(): Promise<Lease | undefined> {
    const { signal } = this.#closing;
    try {
      return await this.#engine.take(this.id, { signal });
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw error;
      this.#logger?.warn(`${String(error)} The worker goes on trying.`);
      await awaitEngine({ ...this.#engineWait, signal });
      return undefined;
    }
  }
}
