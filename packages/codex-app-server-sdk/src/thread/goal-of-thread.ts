import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import { withCaller } from "../errors/with-caller.js";
import type { CallOptions } from "../options/call-options.js";
import { checkUnsent, splitOptions } from "../options/own-options.js";
import type { GoalChange } from "../options/thread-options.js";
import type { TurnLife } from "../options/turn-options.js";
import { expectingTurn } from "../turn/expecting-turn.js";
import { LiveTurn } from "../turn/live-turn.js";
import { setGoal } from "../turn/start-turn.js";
import type { TurnHandle } from "../turn/turn-handle.js";
import type { TurnPlace } from "../turn/turn-server.js";
import type { GoalControl } from "./goal/goal-control.js";
import type { GoalHost, ServerGoal } from "./goal/server-goal.js";
import type { ThreadSession } from "./thread-session.js";

/** What the goal needs of the thread's controller. */
interface GoalThread {
  readonly session: ThreadSession;
  readonly place: TurnPlace;
  /** Makes sure that the server tells this client of the thread. */
  subscribe(): Promise<void>;
  handle(turn: LiveTurn): TurnHandle;
}

/** The goal of a thread, whose code is loaded at the first use. */
export class GoalOfThread implements GoalControl {
  readonly #thread: GoalThread;

  constructor(thread: GoalThread) {
    this.#thread = thread;
  }

  get(call?: CallOptions): Promise<wire.ThreadGoal | null> {
    return withCaller(this.#use({}, (goal) => goal.get(call)));
  }

  set(change: GoalChange): Promise<wire.ThreadGoal> {
    return withCaller(this.#set(change));
  }

  pause(call?: CallOptions): Promise<wire.ThreadGoal> {
    return withCaller(this.#use({}, (goal) => goal.pause(call)));
  }

  resume(options?: TurnLife): Promise<TurnHandle> {
    return withCaller(this.#resume(options));
  }

  clear(call?: CallOptions): Promise<void> {
    return withCaller(this.#use({}, (goal) => goal.clear(call)));
  }

  async #set(change: GoalChange): Promise<wire.ThreadGoal> {
    const { session, place } = this.#thread;
    const threadId = place.record.id;
    const params = { ...splitOptions("thread/goal/set", change).sent, threadId };
    session.check("thread/goal/set", params);
    return expectingTurn(place, (isFree) => this.#use({}, (goal) => goal.set(params, isFree)));
  }

  async #resume(options?: TurnLife): Promise<TurnHandle> {
    const life = checkUnsent("life", options);
    return expectingTurn(this.#thread.place, (isFree) =>
      this.#use(life, (goal) => goal.resume(isFree)),
    );
  }

  async #use<T>(life: TurnLife, use: (goal: ServerGoal<TurnHandle>) => Promise<T>): Promise<T> {
    const { session, place } = this.#thread;
    session.assertConnected();
    if (place.record.isEphemeral) {
      throw new OptionsError(`Thread ${place.record.id} is ephemeral, so that it has no goal.`);
    }
    const { ServerGoal } = await import("./goal/server-goal.js");
    return use(new ServerGoal(this.#host(life)));
  }

  #host(life: TurnLife): GoalHost<TurnHandle> {
    const { session, place, subscribe, handle } = this.#thread;
    const { id, turns } = place.record;
    const { holder } = turns;
    return {
      threadId: id,
      isHeld: holder instanceof LiveTurn && holder.isSeries,
      request: (method, params, call) =>
        session.request(method, params, checkUnsent("request", call)),
      activate: async (params) => {
        const { goal, turn } = await setGoal({ ...life, place }, params, subscribe);
        return { goal, begun: turn?.begun.then(() => handle(turn)) };
      },
    };
  }
}
