import type * as wire from "codex-app-server-sdk/protocol";
import type { Entry } from "./bounded-buffer.js";

/** Notifications that append text to an item. Two in a row mean the same as one with both texts. */
const deltaMethods: ReadonlySet<string> = new Set([
  "item/agentMessage/delta",
  "item/plan/delta",
  "item/reasoning/summaryTextDelta",
  "item/reasoning/textDelta",
  "item/commandExecution/outputDelta",
  "item/fileChange/outputDelta",
] satisfies (keyof wire.ServerNotifications)[]);

/** What all delta notifications have in their params. */
export interface DeltaParams {
  threadId: string;
  itemId: string;
  delta: string;
  summaryIndex?: number;
  contentIndex?: number;
}

/** Joins two neighbouring deltas of the same item. Returns undefined for anything else. */
export function joinDeltas(
  first: Entry<wire.ServerNotification>,
  second: Entry<wire.ServerNotification>,
): Entry<wire.ServerNotification> | undefined {
  const { method } = first.value;
  if (method !== second.value.method || !isDelta(method)) return undefined;
  const a = first.value.params as DeltaParams;
  const b = second.value.params as DeltaParams;
  if (!samePart(a, b)) return undefined;
  // The cast: a notification with a longer delta keeps its type, which TypeScript can't infer here.
  const value = {
    ...first.value,
    params: { ...a, delta: a.delta + b.delta },
  } as typeof first.value;
  return { value, size: first.size + Buffer.byteLength(b.delta) };
}

/** Whether a notification appends text to an item. */
export function isDelta(method: string): boolean {
  return deltaMethods.has(method);
}

/** Whether two deltas append to the same text. A malformed one may have any params. */
export function samePart(
  a: DeltaParams | null | undefined,
  b: DeltaParams | null | undefined,
): boolean {
  return (
    typeof a?.delta === "string" &&
    typeof b?.delta === "string" &&
    a.threadId === b.threadId &&
    a.itemId === b.itemId &&
    a.summaryIndex === b.summaryIndex &&
    a.contentIndex === b.contentIndex
  );
}
