import { execFile } from "node:child_process";
import { join } from "node:path";
import { inspect, promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { Codex, type CodexOptions, OptionsError, StartupError } from "../../src/index.js";
import { functionCall, httpError, message } from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

/** One secret for each place where one can enter. */
const secrets = {
  apiKey: "key-of-somebody-4f1a",
  variable: "value-of-a-variable-77c2",
  handler: "answer-of-a-handler-19bd",
  user: "password-in-a-url-5e0c",
  query: "token-in-a-query-83aa",
  header: "header-of-a-provider-c9d4",
  input: "sk-typed-by-a-person-60e7",
  spoken: "told-in-prose-2b8f",
};

const markers = Object.values(secrets);
const posix = process.platform !== "win32";

interface Watched extends E2eSetup {
  /** Everything that was traced or logged. */
  shown: string[];
}

/** Options that keep everything that is traced or logged. */
function watch(shown: string[]): CodexOptions {
  const log = (text: string): void => void shown.push(text);
  return {
    logger: { debug: log, info: log, warn: log, error: log },
    trace: (entry) => log(JSON.stringify(entry)),
  };
}

async function startWatched(options: CodexOptions = {}): Promise<Watched> {
  const shown: string[] = [];
  const setup = await startCodex({ codex: { ...watch(shown), ...options } });
  return { ...setup, shown };
}

/** All that can be seen of an error, its causes included. */
function seenOf(error: unknown): string {
  const { message = "", stack = "", cause } = error as Error;
  const printed = inspect(error, { depth: Number.POSITIVE_INFINITY });
  const rest = cause === undefined ? "" : seenOf(cause);
  return [message, stack, printed, JSON.stringify(error), String(error), rest].join("\n");
}

async function failureOf(call: () => unknown): Promise<Error> {
  try {
    await call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("It did not fail.");
}

function expectNoSecret(texts: readonly string[]): void {
  for (const marker of markers) {
    expect(texts.filter((text) => text.includes(marker))).toEqual([]);
  }
}

describe("a secret", () => {
  test("that the client was given is shown nowhere: not in traces, logs or errors", async () => {
    const { codex, model, home, shown } = await startWatched();
    const failing = new Codex({
      inheritEnv: false,
      env: { ...home.env, MY_PASSWORD: secrets.variable },
      codexHome: join(home.root, secrets.variable),
    });
    const errors = [
      await failureOf(() => failing.start()),
      await failureOf(() => codex.request("thread/read", { threadId: secrets.input })),
    ];
    await codex.loginApiKey(secrets.apiKey);
    errors.push(await failureOf(() => codex.request("thread/read", { threadId: secrets.apiKey })));
    model.respond(message(`I have read ${secrets.input}`));
    const thread = await codex.threadStart({
      config: { "mcp_servers.s.env": { A_TOKEN: secrets.spoken }, "mcp_servers.s.command": "true" },
      developerInstructions: `Use "password": "${secrets.query}" and https://me:${secrets.user}@host.`,
    });
    await thread.run(`My key is ${secrets.input}. Authorization: Bearer ${secrets.header}`);
    await codex.close();

    expect(model.requests[0]?.userText).toContain(secrets.input);
    expect(errors[0]).toBeInstanceOf(StartupError);
    expect(errors.map(({ message }) => message).join()).toContain("[redacted]");
    expect(shown.filter((text) => text.includes("[redacted]")).length).toBeGreaterThan(5);
    expectNoSecret([...shown, ...errors.map(seenOf)]);
  });

  test("that a handler lets out is not shown, and the server is told nothing of it", async () => {
    const { model, codex, shown } = await startWatched({
      handlers: {
        commandApproval: () => {
          throw new Error(
            `could not ask https://me:${secrets.user}@host with token=${secrets.query}`,
          );
        },
      },
    });
    model.respond(functionCall("exec_command", { cmd: "touch x" }));
    model.respond(message("declined"));
    const thread = await codex.threadStart({ approvalPolicy: "untrusted", sandbox: "full-access" });
    await thread.run("Go");
    await codex.close();

    expect(shown.join("\n")).toContain("https://[redacted]@host with token=[redacted]");
    expectNoSecret([...shown, JSON.stringify(model.requests)]);
  });

  test("that a command lets out is not shown, and reaches who asked for it", async () => {
    const { model, home, shown } = await startWatched();
    const talking = new Codex({
      inheritEnv: false,
      env: { ...home.env, MY_CREDENTIALS: secrets.variable },
      cwd: home.cwd,
      ...watch(shown),
    });
    model.respond(functionCall("exec_command", { cmd: `echo ${secrets.variable}` }));
    model.respond(message(`The value is ${secrets.variable}`));
    try {
      const thread = await talking.threadStart({ sandbox: "full-access" });
      const { finalResponse } = await thread.run(`Say ${secrets.variable}`);

      expect(finalResponse).toContain(secrets.variable);
      expect(shown.join("\n")).toContain("The value is [redacted]");
    } finally {
      await talking.close();
    }
    expectNoSecret(shown);
  });

  test("in the address of the model is in no error, whose words are otherwise the server's", async () => {
    const { codex, model, shown } = await startWatched();
    model.respond(httpError(401, { message: "Missing bearer or basic authentication in header" }));
    const { host } = new URL(model.baseUrl);
    const provider = {
      name: "odd",
      base_url: `http://me:${secrets.user}@${host}/v1`,
      wire_api: "responses",
      http_headers: { "X-Anything": secrets.header },
      request_max_retries: 0,
      stream_max_retries: 0,
    };
    const thread = await codex.threadStart({
      modelProvider: "odd",
      config: { "model_providers.odd": provider },
    });

    const error = await failureOf(() => thread.run("Go"));
    await codex.close();

    expect(error.message).toContain("Missing bearer or basic authentication in header");
    expectNoSecret([...shown, seenOf(error)]);
  });

  test("in config or launchArgs is refused before a server is started", async () => {
    const { home } = await startCodex();
    const start = (options: CodexOptions): Promise<Error> =>
      failureOf(() => new Codex({ inheritEnv: false, env: home.env, ...options }).start());
    const errors = [
      await start({ config: { "mcp_servers.s.env": { A_TOKEN: secrets.variable } } }),
      await start({ config: { "model_providers.x.http_headers": { "X-A": secrets.header } } }),
      await start({ config: { "a.base_url": `https://me:${secrets.user}@host` } }),
      await start({ config: { "a.base_url": `https://host?key=${secrets.query}` } }),
      await start({ launchArgs: ["-c", `a.api_key=${secrets.apiKey}`] }),
    ];

    for (const error of errors) expect(error).toBeInstanceOf(OptionsError);
    expectNoSecret(errors.map(seenOf));
  });

  test.runIf(posix)("is in no argument of the server that runs with it", async () => {
    const { codex, model, home } = await startWatched();
    const running = new Codex({
      inheritEnv: false,
      env: { ...home.env, MY_HEADER: secrets.header },
      cwd: home.cwd,
      launchArgs: ["--strict-config"],
      config: {
        "model_providers.mock.env_http_headers": { "X-Anything": "MY_HEADER" },
        "mcp_servers.s": { url: "http://127.0.0.1:1", bearer_token_env_var: "MY_HEADER" },
        "mcp_servers.t": { command: "true", env_vars: ["MY_HEADER"], env: { LOG_LEVEL: "debug" } },
        "mcp_servers.s.env_http_headers": { Authorization: "MY_HEADER" },
        "mcp_servers.s.enabled": false,
        "mcp_servers.t.enabled": false,
      },
    });
    model.respond(message("ok"));
    try {
      await running.loginApiKey(secrets.apiKey);
      const thread = await running.threadStart();
      await thread.run("Go");
      const { stdout } = await promisify(execFile)("ps", [
        "-ww",
        "-o",
        "args=",
        "-p",
        `${running.pid}`,
      ]);

      expect(stdout).toContain("env_http_headers");
      expect(model.requests[0]?.headers["x-anything"]).toBe(secrets.header);
      expectNoSecret([stdout]);
    } finally {
      await running.close();
      await codex.close();
    }
  });
});
