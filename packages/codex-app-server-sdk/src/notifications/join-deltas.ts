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
interface DeltaParams {
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
  if (method !== second.value.method || !deltaMethods.has(method)) return undefined;
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

/** Joins all neighbouring deltas of the same item. */
export function joinRuns(
  entries: readonly Entry<wire.ServerNotification>[],
): Entry<wire.ServerNotification>[] {
  const joined: Entry<wire.ServerNotification>[] = [];
  for (let start = 0; start < entries.length; ) {
    const end = endOfRun(entries, start);
    joined.push(joinRun(entries.slice(start, end)));
    start = end;
  }
  return joined;
}

/** Where the deltas that follow the entry at `start` and are of the same item end. */
function endOfRun(entries: readonly Entry<wire.ServerNotification>[], start: number): number {
  const first = entries[start]?.value;
  let end = start + 1;
  if (!first || !deltaMethods.has(first.method)) return end;
  const part = first.params as DeltaParams;
  for (; end < entries.length; end += 1) {
    const { method, params } = entries[end]?.value ?? {};
    if (method !== first.method || !samePart(part, params as DeltaParams)) return end;
  }
  return end;
}

function joinRun(run: readonly Entry<wire.ServerNotification>[]): Entry<wire.ServerNotification> {
  const [first] = run as [Entry<wire.ServerNotification>]; // A run has at least one entry.
  if (run.length === 1) return first;
  let delta = "";
  let size = 0;
  for (const entry of run) {
    delta += (entry.value.params as DeltaParams).delta;
    size += entry.size;
  }
  const params = { ...(first.value.params as DeltaParams), delta };
  return { value: { ...first.value, params } as typeof first.value, size };
}

/** A malformed notification may have any params. */
function samePart(a: DeltaParams | null | undefined, b: DeltaParams | null | undefined): boolean {
  return (
    typeof a?.delta === "string" &&
    typeof b?.delta === "string" &&
    a.threadId === b.threadId &&
    a.itemId === b.itemId &&
    a.summaryIndex === b.summaryIndex &&
    a.contentIndex === b.contentIndex
  );
}
