import { bindHandlers } from "../handlers/bind-handlers.js";
import { absoluteEnv } from "./absolute-env.js";
import { absolutePath } from "./absolute-path.js";
import { apiKeyRule, refusedBesideApiKey } from "./api-key.js";
import { configArgs } from "./config-args.js";
import { handlersRule } from "./handlers-rule.js";
import {
  anyText,
  anything,
  assertNoProblems,
  count,
  fields,
  flag,
  fn,
  isObject,
  listOf,
  milliseconds,
  oneOf,
  orFalse,
  orNull,
  type Rule,
  recordOf,
  text,
  withMethods,
} from "./option-rules.js";
import type {
  CodexOptions,
  LimitOptions,
  ResolvedOptions,
  RestartOptions,
  TimeoutOptions,
} from "./options.js";
import { packageVersion } from "./package-version.js";
import { readSafely } from "./read-safely.js";
import { refusedStartOptions } from "./start-options.js";
import { socketOptions, startsServer } from "./transport-options.js";
import { transportRule } from "./transport-rules.js";

/** Checks the options of a `Codex` and fills in the defaults. Throws an `OptionsError`. */
export function parseOptions(options: CodexOptions = {}): ResolvedOptions {
  return readSafely("options", () => parse(options));
}

function parse(options: CodexOptions): ResolvedOptions {
  assertNoProblems(optionRules(options, ""));
  assertNoProblems(refusedStartOptions(options));
  assertNoProblems(refusedBesideApiKey(options));
  configArgs(options.config ?? {}); // throws for keys and values that can't be passed on
  const { clientInfo } = options;
  return {
    ...options,
    ...(startsServer(options) ? absolutePaths(options) : absoluteSocket(options)),
    clientInfo: {
      name: clientInfo?.name ?? "codex-app-server-sdk",
      title: clientInfo?.title ?? null,
      version: clientInfo?.version ?? packageVersion,
    },
    experimentalApi: options.experimentalApi ?? true,
    inheritEnv: options.inheritEnv ?? true,
    handlers: bindHandlers(options.handlers ?? {}),
    timeouts: withDefaults(defaultTimeouts, options.timeouts),
    limits: withDefaults(defaultLimits, options.limits),
    validate: options.validate ?? "tolerant",
  };
}

/** A path counts from the folder in which it was given, also when the server starts later. */
function absolutePaths({ codexPath, codexHome, cwd, env }: CodexOptions): Partial<CodexOptions> {
  return {
    codexPath: codexPath && absolutePath(codexPath, "codexPath"),
    codexHome: codexHome && absolutePath(codexHome, "codexHome"),
    cwd: cwd && absolutePath(cwd, "cwd"),
    env: env && absoluteEnv(env),
  };
}

function absoluteSocket(options: CodexOptions): Partial<CodexOptions> {
  const socket = socketOptions(options);
  if (socket?.type !== "unix") return {};
  return { transport: { ...socket, path: absolutePath(socket.path, "transport.path") } };
}

const defaultTimeouts = {
  startMs: 30_000,
  requestMs: 60_000,
  closeMs: 5_000,
  handlerMs: undefined,
  storeMs: 10_000,
} satisfies Record<keyof TimeoutOptions, number | undefined>;

const defaultLimits = {
  maxInFlight: 64,
  maxMessageBytes: 128 * 1024 * 1024,
  maxBufferedNotifications: 10_000,
  maxBufferedBytes: 64 * 1024 * 1024,
} satisfies Record<keyof LimitOptions, number>;

/** Fills in the defaults; an option that is undefined counts as not given. */
function withDefaults<T extends object>(defaults: T, given: object = {}): T {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(entries) };
}

const restartFields = fields({
  maxRestarts: count,
  backoffMs: milliseconds,
} satisfies Record<keyof RestartOptions, Rule>);

const restartRule: Rule = (value, name) => [
  ...restartFields(value, name),
  ...(isObject(value) && !("maxRestarts" in value) ? count(undefined, `${name}.maxRestarts`) : []),
];

const logger = withMethods("debug", "info", "warn", "error");

const optionRules = fields({
  codexPath: text,
  launchArgs: listOf(anyText),
  config: recordOf(anything),
  cwd: text,
  codexHome: text,
  apiKey: apiKeyRule,
  env: recordOf(anyText),
  inheritEnv: flag,
  clientInfo: fields({ name: text, title: orNull(anyText), version: anyText }),
  experimentalApi: flag,
  transport: transportRule,
  restart: restartRule,
  threadStore: withMethods("load", "save", "list", "delete"),
  handlers: handlersRule,
  timeouts: eachKeyOf(defaultTimeouts, milliseconds),
  limits: eachKeyOf(defaultLimits, count),
  logger: orFalse(logger),
  trace: fn,
  traceContext: fn,
  validate: oneOf("tolerant", "strict", "off"),
} satisfies Record<keyof CodexOptions, Rule>);

function eachKeyOf(defaults: object, rule: Rule): Rule {
  return fields(Object.fromEntries(Object.keys(defaults).map((key) => [key, rule])));
}
