import type * as wire from "codex-app-server-sdk/protocol";
import { parse, safeParse } from "codex-app-server-sdk/protocol";

/** Compiles only if both types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<_T extends true>(): void {}

// A notification is narrowed by its method, an item by its type, nested ones included.
export function read(notification: wire.ServerNotification): string | number | null {
  switch (notification.method) {
    case "turn/completed":
      same<Same<typeof notification.params.turn, wire.Turn>>();
      same<Same<typeof notification.params.turn.items, wire.ThreadItem[]>>();
      return notification.params.turn.durationMs;
    case "item/completed":
      return text(notification.params.item);
    case "item/agentMessage/delta":
      return notification.params.delta;
    default:
      return notification.emittedAtMs ?? null;
  }
}

function text(item: wire.ThreadItem): string {
  switch (item.type) {
    case "agentMessage":
      return item.text;
    case "commandExecution":
      same<Same<typeof item, wire.CommandExecutionThreadItem>>();
      return item.command;
    case "userMessage":
      return item.content.map((input) => (input.type === "text" ? input.text : input.type)).join();
    default:
      return item.type;
  }
}

// Unknown variants can be handled, and known ones are as easy to use as without them.
export function unknownItem(item: wire.ThreadItem): unknown {
  if (item.type === "(unknown)") return item.anything;
  // @ts-expect-error not every item has a text
  return item.text;
}

export function unknownMethod(notification: wire.ServerNotification): unknown {
  return notification.method === "(unknown)" ? notification.params : undefined;
}

export const status: wire.TurnStatus = "a status of tomorrow";
export const known: wire.TurnStatus = "completed";

export function code(info: wire.CodexErrorInfo): number | string | null {
  if (typeof info === "string") return info;
  if ("httpConnectionFailed" in info) return info.httpConnectionFailed.httpStatusCode;
  if ("activeTurnNotSteerable" in info) return info.activeTurnNotSteerable.turnKind;
  return null;
}

// What is required depends on who writes it.
export const input: wire.UserInput = { type: "text", text: "Hi" };
export const image: wire.UserInput[] = [
  { type: "image", url: "https://example.invalid/x.png" },
  { type: "image", fileId: "file" },
];
// @ts-expect-error an image needs a url or a file
export const noImage: wire.UserInput = { type: "image" };
// @ts-expect-error a typo is not a variant
export const typo: wire.UserInput = { type: "txt", text: "Hi" };
export const start: wire.ThreadStartParams = {};
export const turn: wire.TurnStartParams = { threadId: "x", input: [input], serviceTier: null };
// @ts-expect-error a turn needs its thread
export const noThread: wire.TurnStartParams = { input: [] };
export const capabilities: wire.InitializeCapabilities = { experimentalApi: true };
export function complete(thread: wire.Thread, layer: wire.ConfigLayer): void {
  same<Same<typeof thread.turns, wire.Turn[]>>();
  same<Same<typeof thread.name, string | null>>();
  same<Same<typeof layer.disabledReason, string | null | undefined>>();
}

// Types that only a client writes reject typos.
export const sort: wire.ThreadListParams = { sortKey: "created_at" };
// @ts-expect-error no such key
export const badSort: wire.ThreadListParams = { sortKey: "createdAt" };

// Numbers are numbers.
export function tokens(usage: wire.ThreadTokenUsage): number {
  return usage.total.totalTokens + (usage.modelContextWindow ?? 0);
}

// Method maps.
same<Same<wire.ClientRequests["thread/start"]["result"], wire.ThreadStartResponse>>();
same<Same<wire.ClientRequests["account/logout"]["params"], undefined>>();
same<Same<undefined extends wire.ClientRequests["account/rateLimits/read"]["params"] ? 1 : 2, 1>>();
same<Same<undefined extends wire.ClientRequests["thread/start"]["params"] ? 1 : 2, 2>>();
same<Same<wire.ServerNotifications["turn/completed"], wire.TurnCompletedNotification>>();
export function answer(request: wire.ServerRequest): string | number {
  return request.method === "item/tool/call" ? request.params.tool : request.id;
}

// Validators.
export function check(value: unknown): void {
  same<Same<ReturnType<typeof parse<"Turn">>, wire.Turn>>();
  const thread: wire.Thread = parse("Thread", value);
  const result: wire.ThreadStartResponse = parse("thread/start result", value);
  const params: wire.TurnCompletedNotification = parse("turn/completed params", value);
  const message: wire.ServerNotification = parse("ServerNotification", value);
  // @ts-expect-error no type of that name
  parse("NoSuchType", value);
  const outcome = safeParse("ThreadItem", value);
  if (outcome.success) same<Same<typeof outcome.data, wire.ThreadItem>>();
  else same<Same<(typeof outcome.issues)[0]["message"], string>>();
  void [thread, result, params, message];
}
