import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnRecord } from "./turn-record.js";

type Take = (notification: wire.ServerNotification, size: number) => void;

/** What the server says of a thread until it is known what was missed of it before. */
export class HeldNotifications {
  readonly #entries: [notification: wire.ServerNotification, size: number][] = [];

  push(notification: wire.ServerNotification, size: number): void {
    this.#entries.push([notification, size]);
  }

  /** Hands them over, without what is known already from reading the turn. */
  handTo(take: Take, known: TurnRecord | undefined): void {
    const read = new Set(known?.completedItems);
    for (const [notification, size] of this.#entries) {
      const itemId = itemIdOf(notification);
      if (itemId === undefined || !read.has(itemId)) take(notification, size);
    }
  }
}

/** The item that a notification is about or a part of. */
function itemIdOf({ params }: wire.ServerNotification): string | undefined {
  const { itemId, item } = (params ?? {}) as { itemId?: unknown; item?: { id?: unknown } | null };
  const id = itemId ?? item?.id;
  return typeof id === "string" ? id : undefined;
}
