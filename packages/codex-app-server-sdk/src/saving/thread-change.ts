import type * as wire from "codex-app-server-sdk/protocol";
import type { Answered } from "../client/app-server-client.js";
import { fieldOf } from "../protocol/field-of.js";

/** What happened to a thread, as far as it concerns what is stored of it. */
export type ThreadChange =
  /** Its file has more, or may have. */
  | { readonly kind: "grown" }
  /** A turn has ended, so that its file has all of it, or should. */
  | { readonly kind: "turnEnded"; readonly turnId: string }
  | { readonly kind: "named"; readonly name: string | null }
  | { readonly kind: "archived"; readonly isArchived: boolean }
  /** Its files are others than before. */
  | { readonly kind: "moved" }
  /** This client has no more to do with it. */
  | { readonly kind: "left" };

const none: readonly ThreadChange[] = [];
const grown: readonly ThreadChange[] = [{ kind: "grown" }];
const moved: readonly ThreadChange[] = [{ kind: "moved" }];
const left: readonly ThreadChange[] = [{ kind: "left" }];

/** What a notification says. This is asked about every delta. */
export function changesToldBy(notification: wire.ServerNotification): readonly ThreadChange[] {
  switch (notification.method) {
    case "item/completed":
      return grown;
    case "turn/completed":
      return [{ kind: "turnEnded", turnId: notification.params.turn.id }];
    case "thread/name/updated":
      return [{ kind: "named", name: notification.params.threadName ?? null }];
    case "thread/archived":
      return archived(true);
    case "thread/unarchived":
      return archived(false);
    case "thread/reverted":
      return moved;
    case "thread/closed":
      return left;
    default:
      return none;
  }
}

/** What a request did that was answered: the notification of that comes later, or never. */
export function changesBy({
  method,
  params,
}: Pick<Answered, "method" | "params">): readonly ThreadChange[] {
  switch (method) {
    case "thread/archive":
      return [...archived(true), ...left];
    case "thread/unarchive":
      return archived(false);
    case "thread/revert":
      return moved;
    case "thread/name/set":
      return [{ kind: "named", name: fieldOf(params, "name") as string }];
    case "thread/unsubscribe":
      return left;
    case "thread/inject_items":
    case "thread/settings/update":
      return grown;
    default:
      return none;
  }
}

function archived(isArchived: boolean): readonly ThreadChange[] {
  return [{ kind: "archived", isArchived }];
}
