import type * as wire from "codex-app-server-sdk/protocol";

/**
 * Remembers what the running file changes would change, because their approval request does not
 * contain it.
 */
export class FileChanges {
  readonly #changes = new Map<string, { turnId: string; changes: wire.FileUpdateChange[] }>();

  observe(notification: wire.ServerNotification): void {
    switch (notification.method) {
      case "item/started":
        this.#add(notification.params);
        break;
      case "item/completed":
        this.#changes.delete(String(notification.params.item.id));
        break;
      case "turn/completed":
        this.#forgetTurn(notification.params.turn.id);
        break;
    }
  }

  of(itemId: string): wire.FileUpdateChange[] {
    return this.#changes.get(itemId)?.changes ?? [];
  }

  #add({ item, turnId }: wire.ItemStartedNotification): void {
    if (item.type === "fileChange") this.#changes.set(item.id, { turnId, changes: item.changes });
  }

  /** Items that were cut off never complete, so the end of their turn removes them. */
  #forgetTurn(turnId: string): void {
    for (const [itemId, change] of this.#changes) {
      if (change.turnId === turnId) this.#changes.delete(itemId);
    }
  }
}
