import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "../errors/index.js";
import type { CallOptions } from "./call-options.js";
import { handlersRule } from "./handlers-rule.js";
import {
  abortSignal,
  anything,
  assertNoProblems,
  count,
  fields,
  flag,
  isObject,
  milliseconds,
  oneOf,
  type Rule,
  unexpected,
} from "./option-rules.js";
import { type Presets, presetRules } from "./presets.js";
import type { AccountOptions, ModelsOptions } from "./query-options.js";
import { readSafely } from "./read-safely.js";
import type {
  ConfigReadOptions,
  ConfigWriteAllOptions,
  ConfigWriteOptions,
  ExecOptions,
  McpLoginOptions,
  McpResourceOptions,
  McpStatusOptions,
  McpToolCallOptions,
  SkillsListOptions,
} from "./server-options.js";
import type {
  GoalChange,
  ItemsOptions,
  ReadOptions,
  ThreadForkOptions,
  ThreadListOptions,
  ThreadResumeOptions,
  ThreadSearchOptions,
  ThreadSettingsOptions,
  ThreadStartOptions,
  TurnsOptions,
} from "./thread-options.js";
import type {
  CurrentTurnOptions,
  InterruptOptions,
  ReadFromOptions,
  ReviewOptions,
  TextStreamOptions,
  TurnLife,
  TypedTurnOptions,
} from "./turn-options.js";

/** The options of the methods of the protocol: all but the SDK's own are sent. */
export interface SentOptions {
  "account/read": AccountOptions;
  "command/exec": ExecOptions;
  "config/batchWrite": ConfigWriteAllOptions;
  "config/read": ConfigReadOptions;
  "config/value/write": ConfigWriteOptions;
  "mcpServer/oauth/login": McpLoginOptions;
  "mcpServer/resource/read": McpResourceOptions;
  "mcpServer/tool/call": McpToolCallOptions;
  "mcpServerStatus/list": McpStatusOptions;
  "model/list": ModelsOptions;
  "review/start": ReviewOptions;
  "skills/extraRoots/set": CallOptions;
  "skills/list": SkillsListOptions;
  "thread/fork": ThreadForkOptions;
  "thread/goal/set": GoalChange;
  "thread/items/list": ItemsOptions;
  "thread/list": ThreadListOptions;
  "thread/resume": ThreadResumeOptions;
  "thread/search": ThreadSearchOptions;
  "thread/settings/update": ThreadSettingsOptions;
  "thread/start": ThreadStartOptions;
  "thread/turns/list": TurnsOptions;
  "turn/start": TypedTurnOptions;
}

/** The options of calls that send none of them. */
export interface UnsentOptions {
  request: CallOptions;
  life: TurnLife;
  read: ReadOptions;
  currentTurn: CurrentTurnOptions;
  interrupt: InterruptOptions;
  readFrom: ReadFromOptions;
  textStream: TextStreamOptions;
}

/** The fields of a method's params that users give as they are. */
type SentKey<M extends keyof SentOptions> = Exclude<
  keyof wire.ClientRequests[M]["params"],
  keyof Presets
>;
type OwnKey<M extends keyof SentOptions> = Exclude<keyof SentOptions[M], SentKey<M>>;

type RulesOf<Key extends PropertyKey> = { readonly [K in Key]: Rule };

const call: RulesOf<keyof CallOptions> = { signal: abortSignal, timeoutMs: milliseconds };

const timeouts = fields({
  idleMs: milliseconds,
  totalMs: milliseconds,
  retryMs: milliseconds,
} satisfies RulesOf<keyof NonNullable<TurnLife["timeouts"]>>);

const life: RulesOf<keyof TurnLife> = { signal: abortSignal, timeouts };

const mode = oneOf("plan", "default");

const thread = {
  ...call,
  ...presetRules,
  handlers: handlersRule,
  askUser: flag,
  tools: anything,
};

/**
 * The options that the SDK acts on itself, by the call that takes them, and their rules. What is
 * checked and what is sent follow from this table; that it agrees with the types is compiled.
 */
const ownOptions: { readonly [M in keyof SentOptions]: RulesOf<OwnKey<M>> } = {
  "account/read": call,
  "command/exec": { signal: abortSignal },
  "config/batchWrite": call,
  "config/read": call,
  "config/value/write": call,
  "mcpServer/oauth/login": call,
  "mcpServer/resource/read": call,
  "mcpServer/tool/call": call,
  "mcpServerStatus/list": call,
  "model/list": call,
  "review/start": life,
  "skills/extraRoots/set": call,
  "skills/list": call,
  "thread/fork": thread,
  "thread/goal/set": {},
  "thread/items/list": call,
  "thread/list": call,
  "thread/resume": { ...thread, goal: oneOf("continue", "pause") },
  "thread/search": call,
  "thread/settings/update": { ...call, ...presetRules, mode },
  "thread/start": thread,
  "thread/turns/list": call,
  "turn/start": { ...life, ...presetRules, mode, output: anything, outputRetries: count },
};

const unsentOptions: { readonly [C in keyof UnsentOptions]: RulesOf<keyof UnsentOptions[C]> } = {
  request: call,
  life,
  read: { ...call, includeTurns: flag },
  currentTurn: { timeouts },
  interrupt: { commands: oneOf("stop", "keep"), agents: oneOf("stop", "keep") },
  readFrom: { from: oneOf("start", "now") },
  textStream: { phase: oneOf("final_answer", "commentary", "plan") },
};

/** The names of the SDK's own options of a method of the protocol. */
export function ownNames(method: keyof SentOptions): string[] {
  return Object.keys(ownOptions[method]);
}

/** The SDK's own options of a method, and the ones that are sent. */
export interface SplitOptions<M extends keyof SentOptions> {
  readonly own: Pick<SentOptions[M], OwnKey<M>>;
  readonly sent: Omit<SentOptions[M], OwnKey<M>>;
}

/**
 * Separates what the SDK acts on from what is sent. Throws an `OptionsError` if `options` is not an
 * object, or if one of the former is invalid.
 */
export function splitOptions<M extends keyof SentOptions>(
  method: M,
  options: SentOptions[M] | undefined,
): SplitOptions<M> {
  if (options === undefined) return { own: {}, sent: {} } as SplitOptions<M>;
  const rules = ownOptions[method];
  return readSafely("options", () => {
    const given = Object.entries(copyOf(options, rules));
    const isOwn = ([name]: [name: string, value: unknown]): boolean => Object.hasOwn(rules, name);
    const own = Object.fromEntries(given.filter(isOwn));
    assertNoProblems(fields(rules)(own, ""));
    const sent = Object.fromEntries(given.filter((option) => !isOwn(option)));
    return { own, sent } as SplitOptions<M>;
  });
}

/** Checks options of which none is sent: an unknown one is an `OptionsError`, too. */
export function checkUnsent<C extends keyof UnsentOptions>(
  call: C,
  options: UnsentOptions[C] | undefined,
): UnsentOptions[C] {
  if (options === undefined) return {} as UnsentOptions[C];
  const rules = unsentOptions[call];
  return readSafely("options", () => {
    const given = copyOf(options, rules);
    assertNoProblems(fields(rules)(given, ""));
    return given as UnsentOptions[C];
  });
}

/** Every option is read once, as a getter may say something else the next time. */
function copyOf(given: unknown, rules: object): object {
  if (!isObject(given)) throw new OptionsError(`${unexpected(given, "options", "an object")}.`);
  // A getter of a class is no key of its object, but an option all the same.
  const names = new Set([...Object.keys(given), ...Object.keys(rules)]);
  return Object.fromEntries(
    [...names].map((name) => [name, (given as Readonly<Record<string, unknown>>)[name]]),
  );
}
