import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { configArgs } from "./config-args.js";
import type { ConfigValue } from "./options.js";
import { refuseSecretArgs } from "./refuse-secret-args.js";

const secret = "hunter22-and-more";

function refusal(refuse: () => void): string {
  try {
    refuse();
  } catch (error) {
    expect(error).toBeInstanceOf(OptionsError);
    return (error as OptionsError).rawMessage;
  }
  throw new Error("It was not refused.");
}

describe("what config makes of", () => {
  test.each<[string, ConfigValue]>([
    ["a URL with a password", `https://me:${secret}@host/v1`],
    ["a URL with a token as its user", `https://${secret}@host/v1`],
    ["a URL with a key in its query", `https://host/v1?api-key=${secret}`],
    ["a header", ["-H", `Authorization: Bearer ${secret}1`]],
    ["an API key", { a: [`sk-${secret}`] }],
  ])("%s is refused, with its key and without the secret", (_name, value) => {
    const message = refusal(() => refuseSecretArgs(configArgs({ a: 1, "some.name": value }), []));

    expect(message).toMatch(/^config some\.name contains .*every user of the machine can read/);
    expect(message).not.toContain(secret);
  });

  test.each<[string, ConfigValue]>([
    ["a URL", "https://host:8080/v1?api-version=2025-04-01-preview#top"],
    ["names of variables", { Authorization: "MY_HEADER", "x-api-key": "MY_KEY" }],
    ["prose", "Never print the token: it is secret. Use basic authentication."],
  ])("%s passes", (_name, value) => {
    refuseSecretArgs(configArgs({ "x.env_http_headers": "MY_KEY", a: 1 }), []);
    refuseSecretArgs(["-c", `x.env_http_headers=${JSON.stringify(value)}`], []);
  });
});

describe("an argument for the server", () => {
  test.each([
    `a.token=${secret}`,
    `--config=a.token=${secret}`,
    `model_providers.x.http_headers.X-A="${secret}"`,
    `model_providers.x={ http_headers = { X-A = "${secret}" } }`,
    `mcp_servers.s.env={ GITHUB_TOKEN = "${secret}" }`,
    `--ws-token=${secret}`,
    `https://me:${secret}@host`,
  ])("that contains a secret is refused by its number: %s", (arg) => {
    const message = refusal(() => refuseSecretArgs([], ["-c", arg]));

    expect(message).toMatch(/^launchArgs\[1\] contains .*every user of the machine can read/);
    expect(message).not.toContain(secret);
  });

  test.each([
    "--strict-config",
    "stdio://",
    "model_max_output_tokens=4096",
    'model_providers.x.env_key="MY_KEY"',
    'model_providers.x.env_http_headers={ Authorization = "MY_HEADER" }',
    "--config=model_providers.x.env_http_headers.Authorization=MY_HEADER",
    'query_params={ "api-version" = "1" }',
  ])("passes: %s", (arg) => {
    refuseSecretArgs([], [arg]);
  });
});
