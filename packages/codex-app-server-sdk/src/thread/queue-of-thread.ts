import type * as wire from "codex-app-server-sdk/protocol";
import { allEntries } from "../async/page-entries.js";
import { currentContext } from "../async/run-in-context.js";
import { settlesWithin } from "../async/settles-within.js";
import { OptionsError } from "../errors/index.js";
import { withCaller } from "../errors/with-caller.js";
import type { CallOptions } from "../options/call-options.js";
import { checkUnsent } from "../options/own-options.js";
import { requireExperimental } from "../options/require-experimental.js";
import type { TurnLife } from "../options/turn-options.js";
import { expectingTurn } from "../turn/expecting-turn.js";
import { type RunInput, toUserInputs } from "../turn/inputs.js";
import { LiveTurn } from "../turn/live-turn.js";
import { selfStartMs, startTurn } from "../turn/start-turn.js";
import type { TurnHandle } from "../turn/turn-handle.js";
import type { TurnPlace } from "../turn/turn-server.js";
import type { QueueControl, QueuedTurn } from "./queue/queue-control.js";
import type { QueueHost } from "./queue/queue-host.js";
import type { ServerQueue } from "./queue/server-queue.js";
import type { ThreadSession } from "./thread-session.js";

/** What the queue needs of the thread's controller. */
interface QueueThread {
  readonly session: ThreadSession;
  readonly place: TurnPlace;
  /** Makes sure that the server tells this client of the thread, whatever runs on it. */
  subscribe(): Promise<unknown>;
  handle(turn: LiveTurn): TurnHandle;
  currentTurn(): TurnHandle | null;
}

/** The queue of a thread, whose code is loaded at the first use. */
export class QueueOfThread implements QueueControl {
  readonly #thread: QueueThread;
  /** Settles when the last turn has been added: the server does not keep to the order of calls. */
  #added: Promise<unknown> = Promise.resolve();

  constructor(thread: QueueThread) {
    this.#thread = thread;
  }

  add(input: RunInput): Promise<QueuedTurn> {
    return withCaller(this.#add(input));
  }

  list(call?: CallOptions): Promise<wire.QueuedSubmission[]> {
    return withCaller(this.#use(() => this.#list(call)));
  }

  update(id: string, input: RunInput, call?: CallOptions): Promise<void> {
    return withCaller(
      this.#use(async (queue) => queue.update(id, await this.#inputs(input), call)),
    );
  }

  delete(id: string, call?: CallOptions): Promise<boolean> {
    return withCaller(this.#use((queue) => queue.delete(id, call)));
  }

  reorder(ids: readonly string[], call?: CallOptions): Promise<void> {
    return withCaller(this.#use((queue) => queue.reorder(ids, call)));
  }

  start(id?: string, options?: TurnLife): Promise<TurnHandle> {
    return withCaller(this.#start(id, options));
  }

  async #add(input: RunInput): Promise<QueuedTurn> {
    const { place, subscribe } = this.#thread;
    this.#refuse();
    const context = currentContext();
    const inputs = this.#inputs(input);
    return expectingTurn(place, (isFree) => {
      const added = this.#added.then(() =>
        this.#use(async (queue) => {
          const resolved = await inputs;
          await subscribe();
          return queue.add(resolved, context, isFree);
        }),
      );
      this.#added = added.catch(() => {}); // The caller of this one gets the error.
      return added;
    });
  }

  async #start(id?: string, options?: TurnLife): Promise<TurnHandle> {
    const { session, place, subscribe, handle } = this.#thread;
    const { signal, timeouts } = checkUnsent("life", options);
    this.#refuse();
    const params = { threadId: place.record.id, queuedSubmissionId: id ?? null };
    const turn = await startTurn(
      { place, signal, timeouts, keepsNotifications: true },
      {
        method: "thread/queue/start",
        prepare: async () => {
          session.check("thread/queue/start", params);
          await subscribe();
          return params;
        },
      },
    );
    return handle(turn);
  }

  /** The wire's form of an input. Rejects with an `OptionsError` for one that can't be right. */
  async #inputs(input: RunInput): Promise<wire.UserInput[]> {
    const { session, place } = this.#thread;
    const inputs = toUserInputs(input);
    const params = { threadId: place.record.id, clientUserMessageId: "", input: inputs };
    session.check("thread/queue/add", params);
    return session.resolveInputs(inputs);
  }

  async #use<T>(use: (queue: ServerQueue) => Promise<T>): Promise<T> {
    this.#refuse();
    const { ServerQueue } = await import("./queue/server-queue.js");
    return use(new ServerQueue(this.#host()));
  }

  #refuse(): void {
    const { session, place } = this.#thread;
    requireExperimental("thread.queue", session.server);
    session.assertConnected();
    const { id, isEphemeral } = place.record;
    if (!isEphemeral) return;
    throw new OptionsError(`Thread ${id} is ephemeral, so that it has no queue.`);
  }

  #list(call?: CallOptions): Promise<wire.QueuedSubmission[]> {
    const threadId = this.#thread.place.record.id;
    return allEntries((cursor) =>
      this.#host().request("thread/queue/list", { threadId, cursor }, call),
    );
  }

  #host(): QueueHost {
    const { session, place, handle, currentTurn } = this.#thread;
    return {
      record: place.record,
      isShared: place.server.isShared,
      request: async (method, params, call) => {
        const given = checkUnsent("request", call);
        session.check(method, params);
        return session.request(method, params, given);
      },
      list: (call) => this.#list(call),
      settlesSoon: (started) => settlesWithin(started, selfStartMs),
      follow: (turnId) => {
        const turn = new LiveTurn({ place, keepsNotifications: true });
        turn.named(turnId);
        return turn;
      },
      handle: (turn) => (turn ? handle(turn) : currentTurn()),
    };
  }
}
