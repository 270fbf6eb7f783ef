import type { MockResponsesServer } from "../model/mock-responses-server.js";

/** Name of the environment variable from which Codex takes the stand-in model's key. */
export const mockApiKeyVariable = "MOCK_MODEL_API_KEY";

/** Options of `codexConfig()`. */
export interface CodexConfigOptions {
  /**
   * Default `gpt-5.5`: the model for which Codex offers `exec_command` and `apply_patch`, and which
   * it knows without asking a server.
   */
  model?: string;
  /** Further TOML, top-level keys first. Must not set what the other options set. */
  extra?: string;
  /** How often a request with an HTTP error is sent again. Default 1. */
  requestMaxRetries?: number;
  /** How often a broken stream is started again. Default 1. */
  streamMaxRetries?: number;
  /** After how much silence a stream counts as broken. Default 60 000. */
  streamIdleTimeoutMs?: number;
}

/**
 * A `config.toml` that makes the stand-in model the only one Codex talks to. Codex needs the
 * variable `MOCK_MODEL_API_KEY` in its environment then, with any value; `createTestHome` sets it.
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
