import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError, TransportClosedError, TurnInProgressError } from "../errors/index.js";
import type { CallOptions } from "../options/call-options.js";
import { checkUnsent, type SplitOptions, splitOptions } from "../options/own-options.js";
import { turnPresets } from "../options/presets.js";
import { refuseProfile } from "../options/require-experimental.js";
import type {
  CurrentTurnOptions,
  ReviewOptions,
  TurnLife,
  TypedTurnOptions,
} from "../options/turn-options.js";
import type { ThreadRecord } from "../records/thread-record.js";
import type { TurnResult } from "../results/turn-result.js";
import { sumOfUsage } from "../results/turn-usage.js";
import { findRunningTurn } from "../turn/find-running-turn.js";
import { findTurn } from "../turn/find-turn.js";
import { type RunInput, toUserInputs } from "../turn/inputs.js";
import { LiveTurn } from "../turn/live-turn.js";
import { startCompaction, startGoal, startTurn, type TurnStart } from "../turn/start-turn.js";
import { TurnHandle, type TurnHandleOptions } from "../turn/turn-handle.js";
import type { TurnPlace } from "../turn/turn-server.js";
import type { GoalControl } from "./goal/goal-control.js";
import { GoalOfThread } from "./goal-of-thread.js";
import { loadOutput } from "./load-output.js";
import type { QueueControl } from "./queue/queue-control.js";
import { QueueOfThread } from "./queue-of-thread.js";
import type { ThreadControl, TurnPurpose } from "./thread-control.js";
import { ThreadRequests } from "./thread-requests.js";
import type { ThreadSession } from "./thread-session.js";
import { modeParams, refuseMode } from "./turn-mode.js";

/** Does what a `Thread` offers, on the record of the thread. */
export class ThreadController implements ThreadControl {
  readonly goal: GoalControl;
  readonly queue: QueueControl;
  readonly requests: ThreadRequests;
  readonly #session: ThreadSession;
  readonly #place: TurnPlace;

  constructor(session: ThreadSession, place: TurnPlace) {
    this.#session = session;
    this.#place = place;
    this.goal = new GoalOfThread({
      session,
      place,
      subscribe: () => this.#subscribe(),
      handle: (turn) => this.#handle(turn),
    });
    this.queue = new QueueOfThread({
      session,
      place,
      subscribe: () => this.#ensureSubscribed(),
      handle: (turn) => this.#handle(turn),
      currentTurn: () => this.currentTurn(),
    });
    this.requests = new ThreadRequests(session, place.record);
  }

  async run(input: RunInput, options?: TypedTurnOptions): Promise<TurnResult<unknown>> {
    const split = splitOptions("turn/start", options);
    const { output, outputRetries } = split.own;
    const run = async (next: RunInput, owner?: object): Promise<TurnResult<unknown>> => {
      return (await this.#startTurn(next, { split, purpose: "result", owner })).result();
    };
    if (outputRetries === undefined) return run(input);
    if (output === undefined) throw new OptionsError("outputRetries needs an output to check.");
    const owner = {};
    this.#record.turns.reserve(owner);
    try {
      const { runWithRetries } = await import("../output/index.js");
      return await runWithRetries(input, {
        retries: outputRetries,
        run: (next) => run(next, owner),
        sumOf: sumOfUsage,
      });
    } finally {
      this.#record.turns.free(owner);
      this.#place.records.keepOrForget(this.#record);
    }
  }

  async turn(input: RunInput, options?: TypedTurnOptions): Promise<TurnHandle<unknown>> {
    const split = splitOptions("turn/start", options);
    if (split.own.outputRetries !== undefined) {
      throw new OptionsError(
        "outputRetries is an option of thread.run(): a handle is for one turn only.",
      );
    }
    return this.#startTurn(input, { split, purpose: "stream" });
  }

  async startReview(target: wire.ReviewTarget, options?: ReviewOptions): Promise<TurnHandle> {
    const { own, sent } = splitOptions("review/start", options);
    const params = { ...sent, threadId: this.#record.id, target };
    const turn = await startTurn(this.#start(own, "stream"), {
      method: "review/start",
      prepare: async () => {
        this.#session.check("review/start", params);
        await this.#subscribe();
        return params;
      },
    });
    return this.#handle(turn);
  }

  async startGoal(
    objective: string,
    options: TurnLife | undefined,
    purpose: TurnPurpose,
  ): Promise<TurnHandle> {
    const life = checkUnsent("life", options);
    if (objective === "") throw new OptionsError("The goal's objective is empty.");
    const turn = await startGoal(this.#start(life, purpose), objective, async () => {
      this.#session.check("thread/goal/set", { threadId: this.#record.id, objective });
      await this.#subscribe();
    });
    return this.#handle(turn);
  }

  async startCompaction(options?: TurnLife): Promise<TurnHandle> {
    const start = this.#start(checkUnsent("life", options), "result");
    return this.#handle(await startCompaction(start, () => this.#subscribe()));
  }

  currentTurn(options?: CurrentTurnOptions): TurnHandle | null {
    const { timeouts } = checkUnsent("currentTurn", options);
    const { turns, subscription } = this.#record;
    const { holder, running } = turns;
    if (holder instanceof LiveTurn) {
      return holder.turnId === undefined ? null : this.#handle(holder);
    }
    // Of a thread that this client does not hear of, it would not learn how the turn ends.
    if (!subscription.isOn) return null;
    return running
      ? this.#handle(findTurn(this.#place, running, timeouts), { onDispose: "detach" })
      : null;
  }

  async unsubscribe(call: CallOptions | undefined): Promise<void> {
    const given = checkUnsent("request", call);
    this.#session.assertConnected();
    const record = this.#record;
    record.turns.assertIdle();
    const params = { threadId: record.id };
    await record.subscription.ensure(
      "off",
      () => this.#session.request("thread/unsubscribe", params, given),
      given.signal,
    );
  }

  saved(call: CallOptions | undefined): Promise<void> {
    return this.#session.saved(call);
  }

  get #record(): ThreadRecord {
    return this.#place.record;
  }

  async #startTurn(
    input: RunInput,
    { split, purpose, owner }: AskedTurn,
  ): Promise<TurnHandle<unknown>> {
    const { mode } = split.own;
    refuseMode(mode, split.sent, this.#session.server);
    refuseProfile(split.sent, this.#session.server);
    const asked = { ...turnParams(split), threadId: this.#record.id };
    const base = this.#session.resolveParams(asked);
    const inputs = toUserInputs(input);
    const start = { ...this.#start(split.own, purpose), owner };
    const output = loadOutput(split);
    const turn = await startTurn(start, {
      method: "turn/start",
      prepare: async () => {
        const params = { ...base, ...(await output.params()) };
        this.#session.check("turn/start", { ...params, input: inputs });
        const resolved = await this.#session.resolveInputs(inputs);
        await this.#subscribe();
        // Not before: another client may have changed the settings meanwhile.
        return { ...params, input: resolved, ...modeParams(mode, base, this.#record.settings) };
      },
    });
    return this.#handle(turn, { readOutput: output.read });
  }

  #start({ signal, timeouts }: TurnLife, purpose: TurnPurpose): TurnStart {
    this.#session.assertConnected();
    return { place: this.#place, signal, timeouts, keepsNotifications: purpose === "stream" };
  }

  /** Makes sure that the server tells this client of the thread, and that nothing runs on it. */
  async #subscribe(): Promise<void> {
    if ((await this.#ensureSubscribed()) && this.#record.turns.isBusyElsewhere) {
      throw new TurnInProgressError(this.#record.id);
    }
  }

  /**
   * Makes sure that the server tells this client of the thread, in the order of the calls. Returns
   * whether it did not before.
   */
  async #ensureSubscribed(): Promise<boolean> {
    const record = this.#record;
    const { subscription } = record;
    if (subscription.isOn && !subscription.isChanging) return false;
    await subscription.ensure("on", async () => {
      refuseUnstored(record);
      const params = { threadId: record.id, excludeTurns: true };
      const { thread } = await this.#session.request("thread/resume", params);
      await findRunningTurn(this.#place, thread.status);
    });
    return true;
  }

  #handle(turn: LiveTurn, options: Partial<TurnHandleOptions> = {}): TurnHandle {
    return TurnHandle.of(turn, {
      onDispose: "interrupt",
      toInputs: (input) => this.#steerInputs(turn, input),
      ...options,
    });
  }

  async #steerInputs(turn: LiveTurn, input: RunInput): Promise<wire.UserInput[]> {
    const inputs = toUserInputs(input);
    const expectedTurnId = turn.turnId ?? "";
    this.#session.check("turn/steer", { threadId: turn.threadId, expectedTurnId, input: inputs });
    return this.#session.resolveInputs(inputs);
  }
}

/** A turn that is asked for, with its options taken apart. */
interface AskedTurn {
  readonly split: SplitOptions<"turn/start">;
  readonly purpose: TurnPurpose;
  /** For whom the thread's turn is reserved, if it is. */
  readonly owner?: object | undefined;
}

/** A thread that the server has not stored can't be taken up again once nobody listens to it. */
function refuseUnstored({ id, isStored, isEphemeral, lossReason: cause }: ThreadRecord): void {
  if (isStored) return;
  const why = isEphemeral ? "it is ephemeral" : "it has had no turn and no name";
  const remedy = `can't be resumed: ${why}, so that it is not stored. Start another one.`;
  if (!cause) throw new OptionsError(`Thread ${id} was unsubscribed and ${remedy}`);
  throw new TransportClosedError(
    `Thread ${id} was lost with the connection, which was made again, and ${remedy}`,
    { cause },
  );
}

function turnParams({
  own: { approvalMode, sandbox },
  sent,
}: SplitOptions<"turn/start">): Omit<wire.TurnStartParams, "threadId" | "input"> {
  return { ...sent, ...turnPresets({ ...sent, approvalMode, sandbox }) };
}
