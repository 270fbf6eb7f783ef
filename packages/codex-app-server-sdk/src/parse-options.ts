import * as z from "zod/mini";
import { OptionsError } from "./errors.js";
import { silentLogger } from "./logger.js";
import type { CodexOptions, ResolvedOptions } from "./options.js";
import { packageVersion } from "./package-version.js";

/** Checks the options of a `Codex` and fills in the defaults. Throws an `OptionsError`. */
export function parseOptions(options: CodexOptions = {}): ResolvedOptions {
  schema ??= createSchema();
  const parsed = schema.safeParse(options);
  if (!parsed.success) throw new OptionsError(describe(parsed.error.issues, options));
  const { clientInfo, timeouts, limits } = options;
  return {
    ...options,
    clientInfo: {
      name: clientInfo?.name ?? "codex-app-server-sdk",
      title: clientInfo?.title ?? null,
      version: clientInfo?.version ?? packageVersion,
    },
    experimentalApi: options.experimentalApi ?? true,
    inheritEnv: options.inheritEnv ?? true,
    handlers: options.handlers ?? {},
    timeouts: {
      startMs: timeouts?.startMs ?? 30_000,
      requestMs: timeouts?.requestMs ?? 60_000,
      closeMs: timeouts?.closeMs ?? 5_000,
      handlerMs: timeouts?.handlerMs,
    },
    limits: {
      maxInFlight: limits?.maxInFlight ?? 64,
      maxMessageBytes: limits?.maxMessageBytes ?? 128 * 1024 * 1024,
      maxBufferedNotifications: limits?.maxBufferedNotifications ?? 10_000,
      maxBufferedBytes: limits?.maxBufferedBytes ?? 64 * 1024 * 1024,
    },
    logger: options.logger ?? silentLogger,
    validate: options.validate ?? "tolerant",
  };
}

/** Made at the first use: building it at import would cost every user who only imports a type. */
let schema: ReturnType<typeof createSchema> | undefined;

function createSchema() {
  const text = z.string().check(z.minLength(1));
  const count = z.int().check(z.nonnegative());
  // A timer of Node fires at once when it is set for longer than this.
  const ms = z.number().check(z.nonnegative(), z.maximum(2 ** 31 - 1));
  const fn = z.custom((value) => typeof value === "function", "must be a function");
  const optional = z.optional;
  return z.strictObject({
    codexPath: optional(text),
    launchArgs: optional(z.array(z.string())),
    config: optional(z.record(z.string(), z.unknown())),
    cwd: optional(text),
    codexHome: optional(text),
    env: optional(z.record(z.string(), optional(z.string()))),
    inheritEnv: optional(z.boolean()),
    clientInfo: optional(
      z.strictObject({ name: text, title: z.nullish(z.string()), version: z.string() }),
    ),
    experimentalApi: optional(z.boolean()),
    transport: optional(
      z.union([
        z.strictObject({ type: z.literal("stdio") }),
        z.looseObject({ open: fn, send: fn, close: fn }),
      ]),
    ),
    handlers: optional(
      z.strictObject({
        commandApproval: optional(fn),
        fileChangeApproval: optional(fn),
        permissionsApproval: optional(fn),
        userInput: optional(fn),
        elicitation: optional(fn),
        mcpToolApproval: optional(fn),
        authTokensRefresh: optional(fn),
        attestation: optional(fn),
        currentTime: optional(fn),
      }),
    ),
    timeouts: optional(
      z.strictObject({
        startMs: optional(ms),
        requestMs: optional(ms),
        closeMs: optional(ms),
        handlerMs: optional(ms),
      }),
    ),
    limits: optional(
      z.strictObject({
        maxInFlight: optional(count),
        maxMessageBytes: optional(count),
        maxBufferedNotifications: optional(count),
        maxBufferedBytes: optional(count),
      }),
    ),
    validate: optional(z.enum(["tolerant", "strict", "off"])),
    logger: optional(z.looseObject({ debug: fn, info: fn, warn: fn, error: fn })),
    trace: optional(fn),
  });
}

function describe(issues: readonly z.core.$ZodIssue[], options: unknown): string {
  return issues.map((issue) => describeIssue(issue, options)).join("; ");
}

function describeIssue(issue: z.core.$ZodIssue, options: unknown): string {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    return `unknown option ${issue.keys.map((key) => [...path, key].join(".")).join(", ")}`;
  }
  const name = path.length > 0 ? path.join(".") : "options";
  const value = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], options);
  return `${name} is ${show(value)}, ${expectation(issue)}`;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${issue.expected}`;
    case "invalid_value":
      return `expected one of ${issue.values.map(String).join(", ")}`;
    case "too_small":
      return `expected at least ${issue.minimum}${issue.origin === "string" ? " character" : ""}`;
    case "too_big":
      return `expected at most ${issue.maximum}`;
    default:
      return "which is not usable there";
  }
}

function show(value: unknown): string {
  if (typeof value === "function" || value === undefined) return typeof value;
  return (JSON.stringify(value) ?? typeof value).slice(0, 80);
}
