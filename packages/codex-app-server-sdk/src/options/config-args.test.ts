import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { configArgs } from "./config-args.js";
import type { ConfigValue } from "./options.js";

type Config = { [key: string]: ConfigValue };

describe("values", () => {
  test.each([
    ["text", "a", '"a"'],
    ["text that looks like TOML", 'x"\ny = 1 # \\', '"x\\"\\ny = 1 # \\\\"'],
    ["control characters", "\u0000\u007f\u0085", '"\\u0000\\u007F\u0085"'],
    ["lone surrogates", "a\ud800", '"a\ufffd"'],
    ["whole numbers", 3, "3"],
    ["fractions", -0.5, "-0.5"],
    ["tiny numbers", 1e-7, "1e-7"],
    ["booleans", true, "true"],
    ["lists", ["a", 1, [true]], '["a", 1, [true]]'],
    ["tables, with any key", { "a.b": 1, 'c"': { d: [] } }, '{ "a.b" = 1, "c\\"" = { "d" = [] } }'],
    ["empty tables", {}, "{  }"],
  ])("%s are quoted as TOML", (_name, value, toml) => {
    expect(configArgs({ "some.name": value })).toEqual(["-c", `some.name=${toml}`]);
  });

  test.each([
    ["null", null],
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["an infinite number", Number.POSITIVE_INFINITY],
    ["an integer beyond 64 bits", 2 ** 63],
    ["a big integer", 1n],
    ["a function", () => {}],
    ["null in a list", [null]],
  ])("%s is refused by name", (_name, value) => {
    const config = { a: { b: value } } as unknown as Config;

    expect(() => configArgs(config)).toThrow(OptionsError);
    expect(() => configArgs(config)).toThrow(/config a\.b/);
  });
});

describe("keys", () => {
  test.each(["a=b", "", ".", "a.", "a..b", "a b", '"a"', "a\n[b]", "ä", "a.b=c.d"])(
    "that are no dotted names are refused: %j",
    (key) => {
      expect(() => configArgs({ [key]: 1 })).toThrow(OptionsError);
    },
  );

  test("become one argument each, in order", () => {
    expect(configArgs({ a: 1, "b.c-d_e": 2 })).toEqual(["-c", "a=1", "-c", "b.c-d_e=2"]);
  });
});

const secret = "hunter22-and-more";

function refusal(config: unknown): OptionsError {
  try {
    configArgs(config as Config);
  } catch (error) {
    if (error instanceof OptionsError) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}

describe("secrets", () => {
  test.each<[string, Config]>([
    ["experimental_bearer_token", { "model_providers.x.experimental_bearer_token": secret }],
    ["http_headers.X-Anything", { "model_providers.x.http_headers": { "X-Anything": secret } }],
    ["http_headers.Cookie", { "model_providers.x.http_headers.Cookie": secret }],
    ["http_headers.a", { model_providers: { x: { http_headers: { a: secret } } } }],
    ["http_headers.a.b", { "mcp_servers.s": { http_headers: { a: [{ b: secret }] } } }],
    [
      "env.AWS_SECRET_ACCESS_KEY",
      { mcp_servers: { s: { env: { AWS_SECRET_ACCESS_KEY: secret } } } },
    ],
    ["env.GITHUB_TOKEN", { "mcp_servers.s.env": { GITHUB_TOKEN: secret } }],
    ["env.API_KEY", { "mcp_servers.s.env.API_KEY": secret }],
    ["env.apikey", { mcp_servers: { s: { env: { apikey: secret } } } }],
    ["env.PIN_PASSWORD", { "mcp_servers.s.env.PIN_PASSWORD": 123_456 }],
    ["query_params.api-key", { "model_providers.x.query_params": { "api-key": secret } }],
    ["query_params.key", { "model_providers.x.query_params.key": secret }],
    ["set.x-api-key", { "shell_environment_policy.set": { "x-api-key": secret } }],
    ["a.Authorization", { a: { Authorization: secret } }],
    ["client_secret", { a: [{ client_secret: secret }] }],
    ["db.password", { "db.password": secret }],
    ["sessionCookie", { sessionCookie: secret }],
    ["privateKey", { "a.privateKey": secret }],
    ["credentials.user", { "a.credentials": { user: secret } }],
    ["keys", { "a.keys": [secret] }],
    ["env_key", { "model_providers.x.env_key": `sk-${secret}` }],
    [
      "Authorization",
      { "model_providers.x.env_http_headers": { Authorization: `Bearer ${secret}` } },
    ],
  ])("are refused by the name %s, with advice and without the value: %j", (name, config) => {
    const { message, rawMessage, stack } = refusal(config);

    expect(message).toMatch(/^config \S+ /);
    expect(message.split(" ")[1]).toMatch(new RegExp(`${name}$`));
    expect(message).toContain("every user of the machine can read");
    expect(message).toContain("config.toml");
    expect(message.length).toBeLessThan(500);
    expect(`${message}${rawMessage}${stack}`).not.toContain(secret);
    expect(message).not.toContain("123456");
  });

  test.each<Config>([
    { "model_providers.x.env_key": "MY_KEY" },
    { "model_providers.x": { env_key: "MY_KEY", env_key_instructions: "Ask Bob." } },
    { "model_providers.x.env_http_headers": { Authorization: "MY_HEADER", "x-api-key": "MY_KEY" } },
    { "model_providers.x.env_http_headers.Authorization": "MY_HEADER" },
    { "mcp_servers.s.bearer_token_env_var": "MY_TOKEN" },
    { "mcp_servers.s.env_vars": ["MY_TOKEN"] },
    { "mcp_servers.s.env": { LOG_LEVEL: "debug" } },
    { "model_providers.x.query_params": { "api-version": "2025-04-01-preview" } },
    { "model_providers.x.base_url": "https://host:8080/v1?api-version=1" },
    { model_auto_compact_token_limit: 1_000 },
    { "a.max_output_tokens": 4_096 },
    { "features.use_api_key": true },
    { cli_auth_credentials_store: "ephemeral" },
    { "shell_environment_policy.include_only": ["GITHUB_TOKEN"] },
  ])("are not suspected in %j", (config) => {
    expect(configArgs(config)).toHaveLength(2);
  });

  test("are not recommended to be put where they are refused", () => {
    const { message } = refusal({ "mcp_servers.s.env.GITHUB_TOKEN": secret });
    const recommended = message.match(/\w+_(?:key|headers|var|vars)\b/g) ?? [];

    expect(recommended).toContain("env_key");
    expect(new Set(recommended).size).toBe(4);
    for (const name of recommended) {
      const value = name.endsWith("headers") ? { Authorization: "MY_TOKEN" } : "MY_TOKEN";
      expect(configArgs({ [`a.${name}`]: value }), name).toHaveLength(2);
    }
  });

  test("are not repeated from a key that is no dotted name", () => {
    const { message } = refusal({ [`a.token=${secret}`]: 1 });

    expect(message).toContain("a.token");
    expect(message).not.toContain(secret);
  });
});

describe("a value that refers to itself or is nested too deeply", () => {
  test("is refused by name", () => {
    const circle: { [key: string]: unknown } = {};
    circle.again = circle;
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level += 1) deep = [deep];

    for (const value of [circle, deep]) {
      expect(refusal({ "a.b": value }).message).toMatch(
        /^config a\.b.* is nested more than 100 levels/,
      );
    }
  });
});
