import { isSecret, type Meaning, meaningBelow, meaningOf } from "../diagnostics/secret-names.js";
import { OptionsError } from "../errors/index.js";

/** What is nested more deeply than any setting must refer to itself. */
const maxDepth = 100;

/**
 * Throws an `OptionsError` if a setting holds a secret, in whatever depth, or is nested too deeply
 * to be looked through. The message names the key and never the value.
 */
export function refuseSecrets(key: string, setting: unknown): void {
  refuseBelow(setting, { path: [key], meaning: meaningOf(key), depth: 0 });
}

interface Place {
  readonly path: readonly string[];
  readonly meaning: Meaning;
  readonly depth: number;
}

function refuseBelow(value: unknown, place: Place): void {
  if (typeof value !== "object" || value === null) {
    refuseValue(value, place);
    return;
  }
  const depth = place.depth + 1;
  if (depth > maxDepth) {
    const name = place.path.slice(0, 3).join(".");
    throw new OptionsError(`config ${name} is nested more than ${maxDepth} levels deep.`);
  }
  for (const [key, entry] of Object.entries(value)) {
    const isList = Array.isArray(value);
    refuseBelow(entry, {
      path: isList ? place.path : [...place.path, key],
      meaning: isList ? place.meaning : meaningBelow(place.meaning, key),
      depth,
    });
  }
}

function refuseValue(value: unknown, { path, meaning }: Place): void {
  const name = path.join(".");
  if (isHarmless(value, name)) return;
  if (meaning === "secret") throw secretIn(`config ${name} names a secret`);
  if (typeof value === "string" && isSecret(meaning, value)) {
    throw secretIn(`config ${name} has to name an environment variable and holds something else`);
  }
}

/** Switches, and numbers of things, such as `max_output_tokens`. */
function isHarmless(value: unknown, name: string): boolean {
  return typeof value === "boolean" || (typeof value === "number" && /s$/i.test(name));
}

/** The error for a secret that would become part of the command line. */
export function secretIn(what: string): OptionsError {
  return new OptionsError(
    `${what}, and becomes part of the command line, which every user of the machine can read. Put the value into a variable, with the client's own option env, and only the variable's name into config: as env_key or env_http_headers of a model provider, or as env_vars, bearer_token_env_var or env_http_headers of an MCP server. Anything else belongs into config.toml.`,
  );
}
