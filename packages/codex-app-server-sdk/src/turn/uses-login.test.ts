import { describe, expect, it } from "vitest";
import { usesLogin } from "./uses-login.js";

const needsLogin = { requires_openai_auth: true, env_key: null, http_headers: null };

function configOf(settings: object): Parameters<typeof usesLogin>[1] {
  return { model_provider: null, ...{ model_providers: { mine: settings } } };
}

describe("usesLogin", () => {
  it("says so of the provider that Codex brings along, and of one that is set up so", () => {
    expect(usesLogin("openai", { model_provider: null })).toBe(true);
    expect(usesLogin("mine", configOf(needsLogin))).toBe(true);
    const other = { requires_openai_auth: true, http_headers: { "X-Team": "a" } };
    expect(usesLogin("mine", configOf(other))).toBe(true);
  });

  it.each([
    ["that needs no login", { requires_openai_auth: false }],
    ["with a key in the environment", { ...needsLogin, env_key: "MY_KEY" }],
    ["with a token in the settings", { ...needsLogin, experimental_bearer_token: "t" }],
    ["with a command that gives the key", { ...needsLogin, auth: { command: "key" } }],
    ["with a header", { ...needsLogin, http_headers: { AUTHORIZATION: "Bearer t" } }],
    [
      "with a header from the environment",
      { ...needsLogin, env_http_headers: { authorization: "K" } },
    ],
  ])("does not say so of one %s", (_, settings) => {
    expect(usesLogin("mine", configOf(settings))).toBe(false);
  });

  it("does not say so of one that the settings don't know, whatever its name", () => {
    expect(usesLogin("other", configOf(needsLogin))).toBe(false);
    expect(usesLogin("constructor", configOf(needsLogin))).toBe(false);
    expect(usesLogin("mine", { model_provider: "mine" })).toBe(false);
  });
});
