import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnEvent } from "./turn-event.js";
import { TurnFold } from "./turn-fold.js";

type Notifications = AsyncIterableIterator<wire.ServerNotification, undefined>;

/** The events of a turn out of its notifications, each folded when it is read. */
export class FoldedEvents implements AsyncIterableIterator<TurnEvent, undefined> {
  readonly #notifications: Notifications;
  readonly #fold = new TurnFold(1); // Nobody comes late to this one.
  #events: TurnEvent[] = [];

  constructor(notifications: Notifications) {
    this.#notifications = notifications;
  }

  async next(): Promise<IteratorResult<TurnEvent, undefined>> {
    for (;;) {
      const event = this.#events.shift();
      if (event) return { done: false, value: event };
      const { done, value } = await this.#notifications.next();
      if (done) return { done, value: undefined };
      this.#events.push(...this.#fold.add(value));
    }
  }

  async return(): Promise<IteratorResult<TurnEvent, undefined>> {
    this.#events = [];
    await this.#notifications.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
