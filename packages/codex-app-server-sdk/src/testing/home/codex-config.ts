import type { MockResponsesServer } from "../model/mock-responses-server.js";

/** The environment variable from which Codex takes the API key of the stand-in model. */
export const mockApiKeyVariable = "MOCK_MODEL_API_KEY";

/** Options of `codexConfig()`. */
export interface CodexConfigOptions {
  /**
   * Name of the model; default `gpt-5.5`. Codex offers `exec_command` and `apply_patch` for it, and
   * knows it without asking a server.
   */
  model?: string | undefined;
  /** Further TOML, top-level keys first. It must not set what the other options set. */
  extra?: string | undefined;
  /** How often Codex repeats a request that got an HTTP error; default 1. */
  requestMaxRetries?: number | undefined;
  /** How often Codex restarts a broken stream; default 1. */
  streamMaxRetries?: number | undefined;
  /** After how many milliseconds without data a stream counts as broken; default 60 000. */
  streamIdleTimeoutMs?: number | undefined;
}

/**
 * Returns a `config.toml` that makes the stand-in model the only one that Codex talks to. Codex
 * then needs the variable `MOCK_MODEL_API_KEY` in its environment, with any value;
 * `createTestHome()` sets it.
 */
export function codexConfig(
  responses: Pick<MockResponsesServer, "baseUrl">,
  options: CodexConfigOptions = {},
): string {
  return [
    `model = ${JSON.stringify(options.model ?? "gpt-5.5")}`,
    'model_provider = "mock"',
    options.extra ?? "",
    "[model_providers.mock]",
    'name = "Stand-in model"',
    `base_url = ${JSON.stringify(responses.baseUrl)}`,
    'wire_api = "responses"',
    `env_key = ${JSON.stringify(mockApiKeyVariable)}`,
    "supports_websockets = false",
    `request_max_retries = ${options.requestMaxRetries ?? 1}`,
    `stream_max_retries = ${options.streamMaxRetries ?? 1}`,
    `stream_idle_timeout_ms = ${options.streamIdleTimeoutMs ?? 60_000}`,
    "",
  ].join("\n");
}
