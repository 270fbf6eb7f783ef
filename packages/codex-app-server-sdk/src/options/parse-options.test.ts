import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { memoryThreadStore } from "../store/memory-thread-store.js";
import { ScriptedTransport } from "../testing/index.js";
import type { CodexOptions } from "./options.js";
import { packageVersion } from "./package-version.js";
import { parseOptions } from "./parse-options.js";

const noop = (): void => {};
const logger = { debug: noop, info: noop, warn: noop, error: noop };

/** Every option with a value that is not the default. */
const every: Required<CodexOptions> = {
  apiKey: "a-key",
  codexPath: "/opt/codex",
  launchArgs: ["--strict-config"],
  config: { model: "gpt-5.5", "features.plugins": false, nested: { list: [1, "two"] } },
  cwd: "/work",
  codexHome: "/codex-home",
  env: { PATH: "/bin", UNSET: undefined },
  inheritEnv: false,
  clientInfo: { name: "my-app", title: "My app", version: "1.2.3" },
  experimentalApi: false,
  transport: { type: "stdio" },
  restart: { maxRestarts: 5, backoffMs: 6 },
  threadStore: memoryThreadStore(),
  handlers: {
    commandApproval: () => ({ decision: "decline" }),
    fileChangeApproval: () => ({ decision: "decline" }),
    permissionsApproval: () => ({ permissions: {}, scope: "turn" }),
    userInput: () => ({ answers: {} }),
    elicitation: () => ({ action: "decline", content: null, _meta: null }),
    mcpToolApproval: () => ({ action: "decline", content: null, _meta: null }),
    authTokensRefresh: () => Promise.reject(new Error("none")),
    attestation: () => Promise.reject(new Error("none")),
    currentTime: () => ({ currentTimeAt: 0 }),
  },
  timeouts: { startMs: 1, requestMs: 2, closeMs: 3, handlerMs: 4, storeMs: 5 },
  limits: {
    maxInFlight: 5,
    maxMessageBytes: 6,
    maxBufferedNotifications: 7,
    maxBufferedBytes: 8,
  },
  logger,
  trace: noop,
  traceContext: () => undefined,
  validate: "strict",
};

function refusalOf(options: unknown): string {
  try {
    parseOptions(options as CodexOptions);
  } catch (error) {
    expect(error).toBeInstanceOf(OptionsError);
    return (error as Error).message;
  }
  throw new Error(`Nothing was refused of ${JSON.stringify(options)}.`);
}

describe("options", () => {
  test("that are left out get their documented defaults", () => {
    const defaults = parseOptions();

    expect(defaults).toMatchObject({
      clientInfo: { name: "codex-app-server-sdk", title: null, version: packageVersion },
      experimentalApi: true,
      inheritEnv: true,
      handlers: {},
      timeouts: { startMs: 30_000, requestMs: 60_000, closeMs: 5_000, handlerMs: undefined },
      limits: {
        maxInFlight: 64,
        maxMessageBytes: 128 * 1024 * 1024,
        maxBufferedNotifications: 10_000,
        maxBufferedBytes: 64 * 1024 * 1024,
      },
      validate: "tolerant",
    });
    expect(parseOptions({})).toEqual(defaults);
  });

  test("that are undefined count as left out", () => {
    const undefineds = Object.fromEntries(Object.keys(every).map((name) => [name, undefined]));

    expect(parseOptions(undefineds)).toEqual({ ...undefineds, ...parseOptions() });
  });

  test("are all accepted together and kept as they are", () => {
    const { handlers, ...parsed } = parseOptions(every);

    expect(parsed).toEqual({ ...every, handlers: undefined });
    expect(Object.keys(handlers).sort()).toEqual(Object.keys(every.handlers).sort());
  });

  test("take the handlers of a class instance, its other members being its own business", () => {
    class Approvals {
      answer = { decision: "accept" } as const;
      commandApproval(): { decision: "accept" } {
        return this.answer;
      }
    }
    const { handlers } = parseOptions({ handlers: new Approvals() });

    expect(Object.keys(handlers)).toEqual(["commandApproval"]);
    expect(parseOptions({ handlers: {} }).handlers).toEqual({});
    expect(parseOptions({ handlers: { commandApproval: undefined } }).handlers).toEqual({});
  });

  test("refuse a class instance without any handler, and a handler that is no function", () => {
    class Nothing {
      approve(): void {}
    }
    class Wrong {
      userInput = 1;
    }

    expect(refusalOf({ handlers: new Nothing() })).toMatch(/no handler.*commandApproval/);
    expect(refusalOf({ handlers: new Wrong() })).toContain("handlers.userInput is 1");
  });

  test("keep the defaults of what a group leaves out", () => {
    const { timeouts, limits } = parseOptions({
      timeouts: { requestMs: 0 },
      limits: { maxInFlight: 0 },
    });

    expect(timeouts).toMatchObject({ startMs: 30_000, requestMs: 0 });
    expect(limits).toMatchObject({ maxInFlight: 0, maxBufferedNotifications: 10_000 });
  });

  test("may name a transport of the user's own", () => {
    const transport = new ScriptedTransport();

    expect(parseOptions({ transport }).transport).toBe(transport);
  });

  test("may name one that has a type, as members of its own", () => {
    class Socket extends ScriptedTransport {
      readonly type = "socket";
    }
    const transport = new Socket();

    expect(parseOptions({ transport }).transport).toBe(transport);
  });

  test("keep the methods of a logger that is a class", () => {
    class ClassLogger {
      readonly lines: string[] = [];
      debug(): void {}
      info(): void {}
      error(): void {}
      warn(line: string): void {
        this.lines.push(line);
      }
    }
    const own = new ClassLogger();

    const { logger } = parseOptions({ logger: own });
    if (logger) logger.warn("kept");

    expect(own.lines).toEqual(["kept"]);
  });

  test.each([undefined, false] as const)("tell a logger that is %s from the other", (logger) => {
    expect(parseOptions({ logger }).logger).toBe(logger);
  });
});

describe("what starts a server is refused beside a transport of the user's own:", () => {
  const transport = new ScriptedTransport();

  test.each(["codexPath", "launchArgs", "config", "codexHome"] as const)("%s", (name) => {
    const message = refusalOf({ transport, [name]: every[name] });

    expect(message).toContain(`${name} can't be given beside a socket or a transport of your own`);
  });

  test("all of them are named, and empty ones mean nothing", () => {
    const message = refusalOf({ ...every, transport });

    expect(message).toContain("codexPath, launchArgs, config, codexHome");
    expect(parseOptions({ transport, config: {}, launchArgs: [], env: {} }).transport).toBe(
      transport,
    );
  });
});

describe("an option that does not exist is refused by its name:", () => {
  test.each([
    [{ codexpath: "/opt/codex" }, "codexpath"],
    [{ timeouts: { startMS: 5 } }, "timeouts.startMS"],
    [{ limits: { inFlight: 5 } }, "limits.inFlight"],
    [{ handlers: { commandApprovals: noop } }, "handlers.commandApprovals"],
    [{ clientInfo: { name: "a", version: "1", url: "u" } }, "clientInfo.url"],
    [{ transport: { type: "stdio", url: "u" } }, "transport.url"],
    [{ toString: 5 }, "toString"],
  ])("%j", (options, name) => {
    expect(refusalOf(options)).toContain(name);
  });
});

const hidden = "hidden-value";

describe("an invalid value is refused, with its name and the value:", () => {
  test.each([
    ["codexPath", ""],
    ["codexPath", 5],
    ["launchArgs", "--strict-config"],
    ["launchArgs", [5]],
    ["config", "model=x"],
    ["config", []],
    ["cwd", 5],
    ["cwd", ""],
    ["codexHome", null],
    ["env", "PATH=/bin"],
    ["env", { PATH: 5 }],
    ["inheritEnv", "yes"],
    ["clientInfo", "me"],
    ["clientInfo", { name: "", version: "1" }],
    ["clientInfo", { name: "a", version: 1 }],
    ["experimentalApi", 1],
    ["transport", "stdio"],
    ["transport", { type: "carrier-pigeon" }],
    ["transport", { open: noop }],
    ["handlers", { commandApproval: "accept" }],
    ["handlers", noop],
    ["timeouts", 5],
    ["timeouts", { startMs: -1 }],
    ["timeouts", { requestMs: 2 ** 31 }],
    ["timeouts", { closeMs: Number.NaN }],
    ["timeouts", { handlerMs: "5" }],
    ["limits", { maxInFlight: -1 }],
    ["limits", { maxMessageBytes: 1.5 }],
    ["limits", { maxBufferedNotifications: "5" }],
    ["limits", { maxBufferedBytes: Number.POSITIVE_INFINITY }],
    ["logger", { warn: noop }],
    ["logger", true],
    ["trace", "trace.jsonl"],
    ["validate", "lenient"],
    ["validate", ["off"]],
    ["transport", { type: ["stdio"] }],
  ])("%s: %j", (name, value) => {
    const message = refusalOf({ [name]: value });
    const [inner] = Object.values(Object(value)).filter((part) => typeof part !== "function");
    const shown = typeof value === "object" && inner !== undefined ? inner : value;

    expect(message).toContain(name);
    if (typeof shown === "string") expect(message).toContain(shown);
    if (typeof shown === "number") expect(message).toContain(String(shown));
  });

  test("all of them at once", () => {
    const message = refusalOf({ cwd: 5, validate: "lenient", timeouts: { startMs: -1 }, x: 1 });

    for (const name of ["cwd", "validate", "timeouts.startMs", "x"]) {
      expect(message).toContain(name);
    }
  });

  test.each([null, "options", [], 5])("the options themselves, as %j", (options) => {
    expect(refusalOf(options)).toContain("options");
  });

  test.each([
    [{ env: `OPENAI_API_KEY=${hidden}` }, "env is a string, expected an object"],
    [{ env: { PIN_TOKEN: 123_456 } }, "env.PIN_TOKEN is a number, expected a string"],
    [{ transport: `wss://me:${hidden}@host` }, "transport is a string"],
    [{ config: `a.token="${hidden}"` }, "config is a string"],
    [{ codexHome: { path: hidden } }, "codexHome is an object"],
    [{ trace: `Bearer ${hidden}` }, "trace is a string"],
    [{ config: { [`a.token=${hidden}`]: 1 } }, 'config key "a.token=…" is not'],
  ])("but for what may be a secret: %j", (options, text) => {
    const message = refusalOf(options);

    expect(message).toContain(text);
    expect(message).not.toMatch(/hidden-value|123456/);
  });

  test("a secret in config, which would travel in the command line", () => {
    const message = refusalOf({ config: { "model_providers.mine.api_key": "hidden-value" } });

    expect(message).toContain("model_providers.mine.api_key");
    expect(message).not.toContain("hidden-value");
  });
});
