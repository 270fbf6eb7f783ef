import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Redactor } from "./redactor.js";

const secret = "hunter22-and-more";

describe("values of environment variables", () => {
  test.each(["OPENAI_API_KEY", "GH_TOKEN", "my_secret", "DB_PASSWORD"])(
    "are taken out of text and messages when the name is %s",
    (name) => {
      const redactor = new Redactor({}, { [name]: secret });

      expect(redactor.text(`got ${secret}, and ${secret}!`)).toBe(
        "got [redacted], and [redacted]!",
      );
      expect(redactor.value({ a: [`x ${secret}`] })).toEqual({ a: ["x [redacted]"] });
    },
  );

  test("stay when the name does not suggest a secret, or the value is too short", () => {
    const redactor = new Redactor({
      HOME: secret,
      RETRY_TOKEN: "1",
      NO_TOKEN: undefined,
      USE_TOKEN: "True",
    });

    expect(redactor.text(`${secret} 1 12 True`)).toBe(`${secret} 1 12 True`);
  });

  test.each([
    ["in JSON", JSON.stringify],
    ["in JSON within JSON", (text: string) => JSON.stringify(JSON.stringify(text))],
    ["in a URL", encodeURIComponent],
  ])("are known %s as well", (_where, write) => {
    const redactor = new Redactor({ A_PASSWORD: 'pass "word"\\\n1', B_TOKEN: " padded/1\n" });

    for (const text of ['pass "word"\\\n1', "padded/1"]) {
      expect(redactor.text(`<${write(text)}>`)).toMatch(/^<\W*\[redacted\]\W*>$/);
    }
    expect(new Redactor({ A_KEY: "lone \ud800" }).text("lone \ud800")).toBe("[redacted]");
  });

  test("are known however many there are, and to the last character where they overlap", () => {
    const words = Array.from({ length: 2_000 }, (_, index) => `secret<${index}>`);
    const redactor = new Redactor(Object.fromEntries(words.map((word) => [`${word}_KEY`, word])));

    for (const word of words) expect(redactor.text(`a ${word} b`)).toBe("a [redacted] b");
    expect(new Redactor({ A_KEY: "abcdef", B_KEY: "defghi" }).text("abcdefghij")).toBe(
      "[redacted]j",
    );
    expect(new Redactor({ A_KEY: "abcd", B_KEY: "abcdefgh" }).text("abcdefghi")).toBe(
      "[redacted]i",
    );
  });

  test("are known in full however long they are, and where the text was cut", () => {
    const long = Array.from({ length: 60 }, (_, index) => `<${index}>`).join("");
    const redactor = new Redactor({ A_KEY: long });

    expect(redactor.text(`x ${long} y`)).toBe("x [redacted] y");
    expect(redactor.text(`x ${long}`.slice(0, 100))).toBe("x [redacted]");
  });

  test("let no text pass once there are more than can be remembered", () => {
    const redactor = new Redactor();
    for (let index = 0; index < 10_100; index += 1) redactor.learn({ token: `<${index}>-secret` });

    expect(redactor.text("nothing in it, <10050>-secret")).toBe("[redacted]");
    expect(redactor.value({ type: ["<10050>-secret"], size: 3 })).toEqual({
      type: ["[redacted]"],
      size: 3,
    });
  });
});

describe("fields of messages", () => {
  test.each([
    "apiKey",
    "api_key",
    "accessToken",
    "refresh_token",
    "idToken",
    "token",
    "Authorization",
    "authUrl",
    "userCode",
    "clientSecret",
    "password",
    "OPENAI_API_KEY",
    "api-key",
    "x-api-key",
    "Cookie",
    "private_key",
    "passphrase",
    "credentials",
    "http_headers",
  ])("named %s are taken out", (name) => {
    const message = { params: { [name]: "abc", list: [{ [name]: ["def"] }] } };

    expect(new Redactor().value(message)).toEqual({
      params: { [name]: "[redacted]", list: [{ [name]: ["[redacted]"] }] },
    });
  });

  test("with other names, and values that are not strings, stay as they are", () => {
    const message = {
      method: "thread/list",
      params: { sortKey: "created_at", totalTokens: 3, tokenUsage: { total: 1 }, keyPath: "a.b" },
      token: null,
    };

    expect(new Redactor().value(message)).toEqual(message);
  });

  test("below the name of a secret are taken out, whatever their own names", () => {
    const message = { credentials: { user: "ann", list: ["b"], expires: 5 } };

    expect(new Redactor().value(message)).toEqual({
      credentials: { user: "[redacted]", list: ["[redacted]"], expires: 5 },
    });
  });

  test("are taken out where the name is given beside the value", () => {
    const headers = [
      { name: "Cookie", value: "abc" },
      { name: "Accept", value: "text" },
    ];
    const write = { keyPath: "model_providers.x.http_headers", value: { "X-A": "abc" } };

    expect(new Redactor().value({ headers, write })).toEqual({
      headers: [
        { name: "Cookie", value: "[redacted]" },
        { name: "Accept", value: "text" },
      ],
      write: { keyPath: "model_providers.x.http_headers", value: { "X-A": "[redacted]" } },
    });
  });

  test("that only name variables stay", () => {
    const config = { env_key: "MY_KEY", env_http_headers: { Authorization: "MY_HEADER" } };

    expect(new Redactor().value(config)).toEqual(config);
    expect(new Redactor().value({ env_key: "not-a name" })).toEqual({ env_key: "[redacted]" });
  });

  test("have their names cleaned as well, where those are more than words", () => {
    expect(new Redactor().value({ "https://me:pw@host": 1, type_2: 2 })).toEqual({
      "https://[redacted]@host": 1,
      type_2: 2,
    });
  });

  test("are remembered once learned, wherever they turn up", () => {
    const redactor = new Redactor();

    redactor.learn({ type: "apiKey", apiKey: secret });

    expect(redactor.text(`stderr: refused ${secret}`)).toBe("stderr: refused [redacted]");
  });

  test("named __proto__ are fields like any other", () => {
    const message = JSON.parse('{"__proto__":{"polluted":"yes"},"a":1}');

    const copy = new Redactor().value(message);

    expect(JSON.stringify(copy)).toBe(JSON.stringify(message));
    expect(({} as { polluted?: string }).polluted).toBeUndefined();
  });
});

test("the method and the id of a message stay, whatever the secrets are", () => {
  const redactor = new Redactor({ A_KEY: "turn" });
  const message = { method: "turn/started", id: "turn-1", params: { turn: "turn" } };

  expect(redactor.message(message)).toEqual({
    method: "turn/started",
    id: "turn-1",
    params: { turn: "[redacted]" },
  });
  expect(redactor.message("turn")).toBe("[redacted]");
  expect(redactor.message(["turn"])).toEqual(["[redacted]"]);
});

describe("text", () => {
  test.each([
    ["key sk-proj-abcDEF_123-456", "key [redacted]"],
    ["Authorization: Bearer abc.def-ghi", "Authorization: [redacted]"],
    ["Authorization: Bearer xyz", "Authorization: [redacted]"],
    ["-H 'Authorization: token xyz' -X GET", "-H 'Authorization: [redacted]' -X GET"],
    ['"authorization": "Digest a=b, c=d", "d": 1', '"authorization": "[redacted]", "d": 1'],
    ["Cookie: a=b; c=d\nnext", "Cookie: [redacted]\nnext"],
    ["header bearer abcdefgh, next", "header bearer [redacted], next"],
    ["Basic dXNlcjpwYXNz.", "Basic [redacted]"],
    ["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "jwt [redacted]"],
    ["x.a-eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-d.e/f", "x.a-[redacted]/f"],
    [
      '{"apiKey":"abc","user_code": "ABCD-1234"}',
      '{"apiKey":"[redacted]","user_code": "[redacted]"}',
    ],
    ['{"password":"two \\" words","a":"b"}', '{"password":"[redacted]","a":"b"}'],
    ['"{\\"token\\":\\"a b\\",\\"c\\":1}"', '"{\\"token\\":\\"[redacted]\\",\\"c\\":1}"'],
    ['{"tokens":["a","b"],"c":1}', '{"tokens":[redacted],"c":1}'],
    ["OPENAI_API_KEY=abc SIGNING_KEY=def x", "OPENAI_API_KEY=[redacted] SIGNING_KEY=[redacted] x"],
    ["a token='a b' c", "a token='[redacted]' c"],
    ["(token=a,b), c", "(token=[redacted]), c"],
    ['if (token === "abc")', 'if (token === "[redacted]")'],
    ["password:abc secret := def", "password:[redacted] secret := [redacted]"],
    ["auth_url=https://auth.example/?state=1 next", "auth_url=[redacted] next"],
    ["at https://me:p@ss@host/a?b", "at https://[redacted]@host/a?b"],
    ["at https://gh-token@host/a", "at https://[redacted]@host/a"],
    [
      "https://h/?a=1&api_key=abc&b=2#access_token=d",
      "https://h/?a=1&api_key=[redacted]&b=2#access_token=[redacted]",
    ],
  ])("%s", (text, clean) => {
    expect(new Redactor().text(text)).toBe(clean);
  });

  test.each([
    "thread 0199 started; model gpt-5.5; task-force; skip the token limit",
    "401 Unauthorized: Missing bearer or basic authentication in header, url: https://host/v1",
    "Missing Bearer authentication. The bearer tokens, and Basic credentials, are missing.",
    "MISSING BEARER OR BASIC AUTHENTICATION",
    "a basic example of bearer authorization",
    '{"totalTokens":3,"input_tokens": 12, "token": null, "isSecret": true}',
    "total_tokens=55, keys: 3",
    "codex_login::token::refresh at 12:30:05, ssh://git@host/path?b=c",
    "eyJhbGciOiJIUzI1NiJ9 is only the beginning",
  ])("without secrets stays as it is: %s", (text) => {
    expect(new Redactor().text(text)).toBe(text);
  });
});

test("a message without secrets comes out equal, whatever it holds", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/key|token|secret|password|authorization|url|code|sk-|bearer|basic|eyJ/i.test(text));
      expect(JSON.stringify(new Redactor().value(value))).toBe(text);
    }),
  );
});
