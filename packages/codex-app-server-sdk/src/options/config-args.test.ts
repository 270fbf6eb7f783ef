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
    expect(configArgs({ "some.key": value })).toEqual(["-c", `some.key=${toml}`]);
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

describe("secrets", () => {
  test.each<Config>([
    { "model_providers.x.experimental_bearer_token": "abc" },
    { "model_providers.x.http_headers": { "X-Anything": "abc" } },
    { "model_providers.x.http_headers.Cookie": "abc" },
    { model_providers: { x: { http_headers: { a: "abc" } } } },
    { mcp_servers: { s: { env: { GITHUB_TOKEN: "abc" } } } },
    { "mcp_servers.s.env.API_KEY": "abc" },
    { mcp_servers: { s: { env: { apikey: "abc" } } } },
    { a: { Authorization: "abc" } },
    { a: [{ client_secret: "abc" }] },
    { "db.password": "abc" },
  ])("are refused, with the advice and without the value: %j", (config) => {
    let message = "";
    try {
      configArgs(config);
    } catch (error) {
      message = (error as Error).message;
    }

    expect(message).toMatch(/env_key/);
    expect(message).not.toContain("abc");
  });

  test.each<Config>([
    { "model_providers.x.env_key": "MY_KEY" },
    { "model_providers.x.env_http_headers": { Authorization_Header: "MY_HEADER" } },
    { model_auto_compact_token_limit: 1_000 },
    { "mcp_servers.s.bearer_token_env_var": "MY_TOKEN" },
  ])("are not suspected in names of variables: %j", (config) => {
    expect(configArgs(config)).toHaveLength(2);
  });
});
