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
  same<Same<typeof item.id, string>>();
  if (item.type === "(unknown)") {
    const { anything } = item;
    return anything;
  }
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

// What an unknown variant has in common with the known ones needs no narrowing.
export function questionOf(asked: wire.McpServerElicitationRequestParams): string {
  return asked.mode === "(unknown)" ? asked.serverName : `${asked.serverName}, ${asked.threadId}`;
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

// So do types that the server writes too: a program's own string is no value of the server.
export const policy: wire.TurnStartParams = {
  threadId: "x",
  input: [],
  // @ts-expect-error no such policy
  approvalPolicy: "on-reqest",
};
// @ts-expect-error no such sandbox
export const sandbox: wire.ThreadStartParams = { sandbox: "workspace-wirte" };
// @ts-expect-error no such summary
export const summary: wire.ThreadSettingsUpdateParams = { threadId: "x", summary: "detaild" };
// @ts-expect-error no such key
export const granular: wire.AskForApproval = { granulr: { rules: true } };
// @ts-expect-error no such policy
export const sandboxPolicy: wire.SandboxPolicy = { type: "readonly" };
// @ts-expect-error a policy has no such field
export const noField: wire.SandboxPolicy = { type: "readOnly", networkAcess: true };
// @ts-expect-error no such value inside a policy
export const network: wire.SandboxPolicy = { type: "externalSandbox", networkAccess: "enable" };
// @ts-expect-error no such decision
export const decision: wire.CommandExecutionApprovalDecision = "aprove";
export function fromOutside(text: string): wire.SandboxMode {
  // @ts-expect-error any string at all may be mistyped
  const mode: wire.SandboxMode = text;
  return text === "read-only" ? text : (mode as wire.UnknownValue);
}

// What was received can be sent back, also when this version does not know it.
export function pass(
  started: wire.ThreadStartResponse,
  model: wire.Model,
  settings: wire.ThreadSettings,
  approval: wire.CommandExecutionRequestApprovalParams,
  item: wire.UserMessageThreadItem,
): [wire.ThreadStartParams, wire.TurnStartParams, wire.CommandExecutionRequestApprovalResponse] {
  const { approvalPolicy, approvalsReviewer, sandbox, thread } = started;
  const [decision = "cancel"] = approval.availableDecisions ?? [];
  return [
    { approvalPolicy, approvalsReviewer, historyMode: thread.historyMode },
    {
      threadId: thread.id,
      input: item.content,
      sandboxPolicy: sandbox,
      effort: model.defaultReasoningEffort,
      summary: settings.summary,
      personality: settings.personality,
      collaborationMode: settings.collaborationMode,
    },
    { decision },
  ];
}

// A value that both may write is compared and narrowed like one of the server's own.
export function ask(policy: wire.AskForApproval): string | boolean {
  if (policy === "a policy of tomorrow") return policy;
  switch (policy) {
    case "never":
    case "untrusted":
      return policy;
    default:
      if (typeof policy === "string") return policy.toUpperCase();
      return "granular" in policy && policy.granular.rules;
  }
}

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
