import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isSecret, meaningBelow, meaningOf } from "./secret-names.js";

describe("names of secrets", () => {
  const words = "key token secret password passphrase credential authorization cookie bearer".split(
    " ",
  );

  test.each(words)("end in %s, whatever the case and whatever is between the words", (word) => {
    const capital = `${word[0]?.toUpperCase()}${word.slice(1)}`;
    for (const name of [
      word,
      word.toUpperCase(),
      capital,
      `${word}s`,
      `my_${word}`,
      `MY_${word.toUpperCase()}S`,
      `my-${word}`,
      `X-My-${capital}`,
      `my${capital}`,
      `my${word}`,
      `mon_${word}`,
      `MY_${word.toUpperCase()}_2`,
      `mcp_servers.some-server.env.MY_${word.toUpperCase()}`,
    ]) {
      expect(meaningOf(name), name).toBe("secret");
    }
  });

  test.each([
    ["AWS_SECRET_ACCESS_KEY", "x-api-key", "apikey", "PGPASSWORD", "Set-Cookie", "pass_phrase"],
    ["authUrl", "auth_url", "authorizationUrl", "userCode", "pairingCode"],
    ["http_headers", "httpHeaders", "http_headers.X-Anything", "model_providers.x.http_headers.a"],
  ])("may look like %s", (...names) => {
    for (const name of names) expect(meaningOf(name), name).toBe("secret");
  });

  test.each([
    ["LOG_LEVEL", "api-version", "keyPath", "tokenUsage", "keyboard", "cookieJar", "secretary"],
    ["monkey", "hotkey", "hotkeys", "TURKEY", "turkey_2"],
    ["sortKey", "SORT_KEY", "idempotencyKey", "model_auto_compact_token_limit", "isSecretive"],
    ["cli_auth_credentials_store", "authorizationId", "passwordless", "", "toString", "__proto__"],
  ])("are none of %s", (...names) => {
    for (const name of names) expect(meaningOf(name), name).toBe("plain");
  });
});

describe("what only names a variable", () => {
  test.each([
    "env_key",
    "envKey",
    "model_providers.x.env_key",
    "bearer_token_env_var",
    "mcp_servers.s.client_secret_env_var",
  ])("is no secret: %s", (name) => {
    expect(meaningOf(name)).toBe("variable");
    expect(isSecret(meaningOf(name), "MY_API_KEY")).toBe(false);
  });

  test("may be a table, whose own names mean nothing", () => {
    const table = meaningOf("model_providers.x.env_http_headers");

    expect(meaningBelow(table, "Authorization")).toBe("variables");
    expect(meaningOf("env_http_headers.Authorization")).toBe("variables");
    expect(isSecret(table, "MY_HEADER")).toBe(false);
  });

  test("is taken for the secret itself where no variable can have that name", () => {
    expect(isSecret("variable", "sk-proj-123")).toBe(true);
    expect(isSecret("variables", "Bearer abc")).toBe(true);
  });
});

test("what is below the name of a secret is secret, whatever its own name", () => {
  expect(meaningBelow("secret", "region")).toBe("secret");
  expect(meaningBelow("plain", "region")).toBe("plain");
  expect(meaningBelow("plain", "token")).toBe("secret");
  expect(meaningBelow("variable", "token")).toBe("secret");
});

/** Text fields of the protocol that hold secrets, or that nobody misses in a trace. */
const secrets = `accessToken apiKey authBearerToken authUrl authorizationUrl cancellationToken
  client-private-key key manualPairingCode pairingCode secretAccessKey sessionToken token
  userCode`.split(/\s+/);

test("of the protocol's text fields no others are taken for secrets than those known here", () => {
  const types = readFileSync(new URL("../protocol/generated/types.ts", import.meta.url), "utf8");
  const fields = [...types.matchAll(/^\s+"?([\w-]+)"?\??: (?!number|boolean)[^;]+;$/gm)];
  const found = fields.map(([, name = ""]) => name).filter((name) => meaningOf(name) === "secret");

  expect([...new Set(found)].sort()).toEqual(secrets);
});
