import type * as wire from "codex-app-server-sdk/protocol";
import type { RunInContext } from "../../async/run-in-context.js";
import { withResolvers } from "../../async/with-resolvers.js";
import { QueuedTurnLostError } from "../../errors/index.js";
import type { Address } from "../../records/address.js";
import type { QueueWatch } from "../../records/queue-watch.js";
import type { LiveTurn } from "../../turn/live-turn.js";
import type { TurnHandle } from "../../turn/turn-handle.js";
import type { QueueHost } from "./queue-host.js";

/** A turn that this client has queued and that has not started. */
class WaitingTurn {
  /** The id of its entry; unknown until the server has answered. */
  id: string | undefined;
  /** The context of the call that queued it. */
  readonly context: RunInContext;
  readonly #started = withResolvers<TurnHandle>();

  constructor(context: RunInContext) {
    this.context = context;
    this.started.catch(() => {}); // It need not be awaited.
  }

  get started(): Promise<TurnHandle> {
    return this.#started.promise;
  }

  start(turn: TurnHandle): void {
    this.#started.resolve(turn);
  }

  lose(reason: Error): void {
    this.#started.reject(reason);
  }
}

/**
 * The turns that this client has queued on a thread and that have not started. A turn does not say
 * which of them it is before its user message, so that each one that starts is followed from its
 * beginning, and left to others if the message is none of this client's.
 */
export class QueuedTurns implements QueueWatch {
  readonly #host: QueueHost;
  /** By the id of the user message. */
  readonly #waiting = new Map<string, WaitingTurn>();
  /** The turn that runs, until its user message tells whose it is. */
  #unclear: LiveTurn | undefined;

  constructor(host: QueueHost) {
    this.#host = host;
  }

  get isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  isFor({ items }: wire.Turn): boolean {
    return items.some(
      (item) => item.type === "userMessage" && this.#waiting.has(item.clientId ?? ""),
    );
  }

  /** A turn with this user message is about to be queued. */
  expect(messageId: string, context: RunInContext): WaitingTurn {
    const turn = new WaitingTurn(context);
    this.#waiting.set(messageId, turn);
    return turn;
  }

  /** It could not be queued. */
  forget(messageId: string): void {
    this.#waiting.delete(messageId);
  }

  /**
   * The thread does nothing and may start one of them: until it has, or is known not to, the thread
   * is not free. Resolves when that is known.
   */
  async keepThread(): Promise<void> {
    const { record } = this.#host;
    if (this.#waiting.size === 0 || record.turns.running) return;
    record.turns.expect(this);
    void this.#awaitStart(await this.#taken());
  }

  observe(notification: wire.ServerNotification, address: Address, size: number): void {
    if (notification.method === "turn/started") this.#begun(address.turnId);
    if (this.#unclear?.owns(address)) this.#unclear.push(notification, address, size);
    switch (notification.method) {
      case "item/started":
      case "item/completed":
        this.#tell(notification.params.item, address.turnId);
        break;
      case "turn/completed":
        this.#over(notification.params.turn);
        break;
      case "thread/closed":
      case "thread/deleted":
      case "thread/archived":
        this.#loseAll(`its thread was ${notification.method.slice("thread/".length)}`);
        break;
      case "thread/queue/changed":
        // Another client may have deleted one.
        if (this.#host.isShared) this.#lookAgain();
        break;
    }
  }

  deleted(id: string): void {
    for (const [messageId, turn] of this.#waiting) {
      if (turn.id === id) this.#lose(messageId, turn, "it was deleted");
    }
  }

  /** Another client may have deleted one. */
  resumed(): void {
    if (this.isWaiting) this.#lookAgain();
  }

  unsubscribed(): void {
    this.#loseAll("the thread was unsubscribed");
  }

  ended(reason: Error): void {
    this.#unclear?.lost(reason);
    this.#unclear = undefined;
    this.#host.record.turns.expectNot(this);
    for (const turn of this.#waiting.values()) turn.lose(reason);
    this.#waiting.clear();
  }

  #begun(turnId: string | undefined): void {
    const { record } = this.#host;
    record.turns.expectNot(this);
    if (this.#waiting.size === 0 || turnId === undefined || record.turns.holder) return;
    this.#unclear = this.#host.follow(turnId);
  }

  /** The user message of a turn tells which one it is. */
  #tell(item: wire.ThreadItem | undefined, turnId: string | undefined): void {
    if (item?.type !== "userMessage" || turnId === undefined) return;
    const messageId = item.clientId ?? "";
    const waiting = this.#waiting.get(messageId);
    const unclear = this.#unclear?.isSame(turnId) ? this.#unclear : undefined;
    if (unclear) this.#unclear = undefined;
    if (!waiting) {
      unclear?.finish({ kind: "closed" });
      return;
    }
    const { record, handle } = this.#host;
    if (unclear) {
      unclear.context = waiting.context;
      unclear.trace();
      record.turns.adopt(unclear);
    }
    const turn = handle(unclear);
    if (!turn) return;
    this.#waiting.delete(messageId);
    waiting.start(turn);
  }

  /** The server goes on with the queue, unless the turn was interrupted. */
  #over({ status }: wire.Turn): void {
    this.#unclear = undefined;
    if (this.#waiting.size === 0 || status === "interrupted") return;
    this.#host.record.turns.expect(this);
    this.#lookAgain();
  }

  #lookAgain(): void {
    void this.#taken().then((taken) => this.#awaitStart(taken));
  }

  /**
   * Those that are not in the queue any more: one is about to start, or others have deleted them.
   * When there are none, the queue halts.
   */
  async #taken(): Promise<[messageId: string, turn: WaitingTurn][]> {
    const { record, list } = this.#host;
    const ids = await list().then(
      (listed) => new Set(listed.map(({ id }) => id)),
      () => undefined,
    );
    const taken = [...this.#waiting].filter(([, { id }]) => id && ids && !ids.has(id));
    if (taken.length === 0) record.turns.expectNot(this);
    return taken;
  }

  async #awaitStart(taken: [messageId: string, turn: WaitingTurn][]): Promise<void> {
    for (const [messageId, turn] of taken) {
      const settled = turn.started.catch(() => {});
      if (await this.#host.settlesSoon(settled)) continue;
      this.#lose(messageId, turn, "it was deleted");
      this.#host.record.turns.expectNot(this);
    }
  }

  #loseAll(why: string): void {
    this.#host.record.turns.expectNot(this);
    for (const [messageId, turn] of this.#waiting) this.#lose(messageId, turn, why);
  }

  #lose(messageId: string, turn: WaitingTurn, why: string): void {
    this.#waiting.delete(messageId);
    turn.lose(new QueuedTurnLostError(turn.id ?? "", this.#host.record.id, why));
  }
}
