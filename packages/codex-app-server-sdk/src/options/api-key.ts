import { showKind } from "../errors/show-value.js";
import type { Rule } from "./option-rules.js";
import type { CodexOptions } from "./options.js";

/** The setting that says where the server keeps its login. */
const store = "cli_auth_credentials_store";

/** The settings of a server that is to keep the key that it is given to itself. */
export const ownKeySettings = { [store]: "ephemeral" };

/** What a request's header can carry. A key from a file often ends in a line break. */
const sendable = /^[!-~]+$/;

/** A credential that can't be one is refused; the message never shows it. */
export function credentialRule(kind: "key" | "token"): Rule {
  return (value, name) => {
    if (typeof value !== "string") return [`${name} is ${showKind(value)}, expected a string`];
    if (value.trim() === "") {
      return [`${name} is empty: check that the variable with the ${kind} is set`];
    }
    if (sendable.test(value)) return [];
    return [`${name} contains a space, a line break or a character that no ${kind} has: trim it`];
  };
}

/** The server would take a key that can't be one, and say that all is well. */
export const apiKeyRule: Rule = credentialRule("key");

/** What can't be given beside a key, because the server would store the key after all. */
export function refusedBesideApiKey({ apiKey, config, launchArgs }: CodexOptions): string[] {
  if (apiKey === undefined) return [];
  const isInConfig = Object.keys(config ?? {}).some((key) => key === store);
  if (!isInConfig && !launchArgs?.some((arg) => arg.includes(store))) return [];
  return [
    `${store} can't be set beside apiKey, which the server keeps in memory. Leave it out, or log in with loginApiKey(), which stores the key`,
  ];
}
