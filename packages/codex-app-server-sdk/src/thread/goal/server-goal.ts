import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError, TurnInProgressError } from "../../errors/index.js";
import type { CallOptions } from "../../options/call-options.js";

type GoalMethod = "thread/goal/get" | "thread/goal/set" | "thread/goal/clear";

/** A goal that was set, and the handle of its turns; undefined where it is not active. */
export interface ActivatedGoal<Handle> {
  readonly goal: wire.ThreadGoal;
  readonly begun: Promise<Handle> | undefined;
}

/** What the goal of a thread needs of the thread and the server. */
export interface GoalHost<Handle> {
  readonly threadId: string;
  /** Whether the thread's turn is the goal's. */
  readonly isHeld: boolean;
  request<M extends GoalMethod>(
    method: M,
    params: wire.ClientRequests[M]["params"],
    call?: CallOptions,
  ): Promise<wire.ClientRequests[M]["result"]>;
  /** Sets a goal that may become active; its turns take the turn of the thread then. */
  activate(params: wire.ThreadGoalSetParams): Promise<ActivatedGoal<Handle>>;
}

/** The goal as the server has it. `isFree` tells whether the thread's turn is kept for it. */
export class ServerGoal<Handle> {
  readonly #host: GoalHost<Handle>;

  constructor(host: GoalHost<Handle>) {
    this.#host = host;
  }

  async get(call?: CallOptions): Promise<wire.ThreadGoal | null> {
    const { threadId } = this.#host;
    return (await this.#host.request("thread/goal/get", { threadId }, call)).goal;
  }

  async set(params: wire.ThreadGoalSetParams, isFree: boolean): Promise<wire.ThreadGoal> {
    const host = this.#host;
    const mayActivate = (params.status ?? "active") === "active";
    if (isFree && mayActivate) return (await host.activate(params)).goal;
    if (mayActivate && !host.isHeld && (await this.#activates(params))) {
      throw new TurnInProgressError(host.threadId);
    }
    return (await host.request("thread/goal/set", params)).goal;
  }

  async pause(call?: CallOptions): Promise<wire.ThreadGoal> {
    const params = { threadId: this.#host.threadId, status: "paused" as const };
    return (await this.#host.request("thread/goal/set", params, call)).goal;
  }

  async resume(isFree: boolean): Promise<Handle> {
    const { threadId } = this.#host;
    if (!isFree) throw new TurnInProgressError(threadId);
    const { goal, begun } = await this.#host.activate({ threadId, status: "active" });
    if (begun) return begun;
    throw new OptionsError(
      `The goal of thread ${threadId} can't go on, its status is ${goal.status}: change it first with goal.set(), for example its tokenBudget.`,
    );
  }

  async clear(call?: CallOptions): Promise<void> {
    await this.#host.request("thread/goal/clear", { threadId: this.#host.threadId }, call);
  }

  /** A goal that is there keeps its status when none is given, and a new one is active. */
  async #activates({ status }: wire.ThreadGoalSetParams): Promise<boolean> {
    return status === "active" || (await this.get()) === null;
  }
}
