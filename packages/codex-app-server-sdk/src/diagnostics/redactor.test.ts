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
    const redactor = new Redactor({ HOME: secret, RETRY_TOKEN: "1" });

    expect(redactor.text(`${secret} 1 12`)).toBe(`${secret} 1 12`);
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

describe("text", () => {
  test.each([
    ["key sk-proj-abcDEF_123-456", "key [redacted]"],
    ["Authorization: Bearer abc.def-ghi", "Authorization: [redacted]"],
    ["header bearer abcdefgh, next", "header bearer [redacted], next"],
    ["jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc", "jwt [redacted]"],
    [
      '{"apiKey":"abc","user_code": "ABCD-1234"}',
      '{"apiKey":"[redacted]","user_code": "[redacted]"}',
    ],
    ["OPENAI_API_KEY=abc SIGNING_KEY=def x", "OPENAI_API_KEY=[redacted] SIGNING_KEY=[redacted] x"],
    ["auth_url=https://auth.example/?state=1 next", "auth_url=[redacted] next"],
  ])("%s", (text, clean) => {
    expect(new Redactor().text(text)).toBe(clean);
  });

  test("without secrets stays as it is", () => {
    const text = "thread 0199 started; model gpt-5.5; task-force; skip the token limit";

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
