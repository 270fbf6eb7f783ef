import type * as wire from "codex-app-server-sdk/protocol";
import { fieldOf } from "../protocol/field-of.js";

/** The provider that Codex brings along, which stands in no settings and needs a login. */
const builtInProvider = "openai";

/** Settings by which a provider has a key of its own, so that Codex sends it no login. */
const ownKeys = ["env_key", "experimental_bearer_token", "auth", "gateway_oauth", "aws"];

/** Settings that hold headers, some of which may be the key. */
const headerTables = ["http_headers", "env_http_headers"];

/** Whether this model provider gets its key from the login of Codex, as the settings say. */
export function usesLogin(provider: string, config: Pick<wire.Config, "model_provider">): boolean {
  const settings = fieldOf(fieldOf(config, "model_providers"), provider);
  if (settings === undefined || settings === null) return provider === builtInProvider;
  if (fieldOf(settings, "requires_openai_auth") !== true) return false;
  const hasOwnKey = ownKeys.some((name) => (fieldOf(settings, name) ?? null) !== null);
  return !hasOwnKey && !headerTables.some((name) => hasAuthorization(fieldOf(settings, name)));
}

function hasAuthorization(headers: unknown): boolean {
  if (typeof headers !== "object" || headers === null) return false;
  return Object.keys(headers).some((name) => name.toLowerCase() === "authorization");
}
