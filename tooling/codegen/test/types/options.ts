import type {
  AccountOptions,
  CallOptions,
  CodexOptions,
  CurrentTurnOptions,
  Handlers,
  InterruptOptions,
  LimitOptions,
  ModelsOptions,
  NotificationsOptions,
  Presets,
  ReadOptions,
  RetryOptions,
  ReviewOptions,
  ThreadForkOptions,
  ThreadListOptions,
  ThreadResumeOptions,
  ThreadStartOptions,
  TimeoutOptions,
  Transport,
  TransportEnd,
  TurnLife,
  TurnOptions,
  TurnTimeouts,
} from "codex-app-server-sdk";
import type * as wire from "codex-app-server-sdk/protocol";
import type {
  CodexConfigOptions,
  MockResponsesServerOptions,
  ModelUsage,
  ScriptedTransportOptions,
  TestHomeOptions,
  TurnStep,
} from "codex-app-server-sdk/testing";
import type {
  ApprovalsOptions,
  UIMessageResponseOptions,
  UIMessageStreamOptions,
} from "codex-app-server-sdk/ui";

/** The optional fields of a type that refuse an explicit undefined. */
type Refusing<T> = T extends unknown
  ? { [K in keyof T]-?: object extends Pick<T, K> ? RefusingField<Required<T>, K> : never }[keyof T]
  : never;
type RefusingField<T, K extends keyof T> = undefined extends T[K] ? never : K;

/** Compiles only if nothing is refused; otherwise the error names what is. */
function accepts<_Names extends never>(): void {}

accepts<Refusing<CodexOptions>>();
accepts<Refusing<NonNullable<CodexOptions["clientInfo"]>>>();
accepts<Refusing<TimeoutOptions>>();
accepts<Refusing<LimitOptions>>();
accepts<Refusing<Handlers>>();
accepts<Refusing<Presets>>();
accepts<Refusing<CallOptions>>();
accepts<Refusing<TurnLife>>();
accepts<Refusing<TurnTimeouts>>();
accepts<Refusing<ThreadStartOptions>>();
accepts<Refusing<ThreadResumeOptions>>();
accepts<Refusing<ThreadForkOptions>>();
accepts<Refusing<ThreadListOptions>>();
accepts<Refusing<ModelsOptions>>();
accepts<Refusing<AccountOptions>>();
accepts<Refusing<NotificationsOptions>>();
accepts<Refusing<TurnOptions>>();
accepts<Refusing<ReviewOptions>>();
accepts<Refusing<ReadOptions>>();
accepts<Refusing<CurrentTurnOptions>>();
accepts<Refusing<InterruptOptions>>();
accepts<Refusing<RetryOptions>>();
accepts<Refusing<Transport>>();
accepts<Refusing<TransportEnd>>();

// The test kit's too.
accepts<Refusing<CodexConfigOptions>>();
accepts<Refusing<MockResponsesServerOptions>>();
accepts<Refusing<ModelUsage>>();
accepts<Refusing<ScriptedTransportOptions>>();
accepts<Refusing<TestHomeOptions>>();
accepts<Refusing<Exclude<TurnStep, string>>>();

// And those of the entry for user interfaces.
accepts<Refusing<ApprovalsOptions>>();
accepts<Refusing<UIMessageStreamOptions>>();
accepts<Refusing<UIMessageResponseOptions>>();

// The same holds for the params of every request, and for what is in them.
accepts<
  {
    [M in keyof wire.ClientRequests]: Refusing<wire.ClientRequests[M]["params"]>;
  }[keyof wire.ClientRequests]
>();
accepts<Refusing<wire.UserInput>>();
accepts<Refusing<wire.SandboxPolicy>>();
accepts<Refusing<wire.ClientInfo>>();

// That this test can fail.
// @ts-expect-error the field refuses undefined
accepts<Refusing<{ field?: string }>>();

/** The fields of a variable number of options, as programs have them. */
export function optionsFrom(
  model: string | undefined,
  cwd: string | undefined,
): ThreadStartOptions {
  return { model, cwd, sandbox: undefined, approvalPolicy: undefined };
}
