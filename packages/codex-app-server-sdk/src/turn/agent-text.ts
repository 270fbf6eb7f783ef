import type * as wire from "codex-app-server-sdk/protocol";

type Notifications = AsyncIterableIterator<wire.ServerNotification, undefined>;

/**
 * The text of the agent's messages, out of a turn's notifications. No generator: leaving one while
 * it waits for the next text would wait for that text.
 */
export class AgentText implements AsyncIterableIterator<string, undefined> {
  readonly #notifications: Notifications;

  constructor(notifications: Notifications) {
    this.#notifications = notifications;
  }

  async next(): Promise<IteratorResult<string, undefined>> {
    for (;;) {
      const { done, value } = await this.#notifications.next();
      if (done) return { done, value: undefined };
      const text = textIn(value);
      if (text !== undefined) return { done: false, value: text };
    }
  }

  async return(): Promise<IteratorResult<string, undefined>> {
    await this.#notifications.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** A malformed delta is delivered by `stream()` as it came, and is no text. */
function textIn(notification: wire.ServerNotification): string | undefined {
  if (notification.method !== "item/agentMessage/delta") return undefined;
  const delta: unknown = notification.params?.delta;
  return typeof delta === "string" ? delta : undefined;
}
