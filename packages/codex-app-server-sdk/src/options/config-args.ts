import { OptionsError } from "../errors/index.js";
import type { ConfigValue } from "./options.js";
import { refuseSecrets } from "./refuse-secrets.js";

/**
 * Makes the `-c key=value` arguments for the `config` option. Keys are those of config.toml, with
 * dots as the user wrote them. Values are written as TOML and quoted, so that none can be read as
 * another key. Throws an `OptionsError` for a key or value that can't be written like that, and for
 * one that holds a secret.
 */
export function configArgs(config: { readonly [key: string]: ConfigValue }): string[] {
  return Object.entries(config).flatMap(([key, value]) => {
    if (!dottedKey.test(key)) {
      throw new OptionsError(
        `config key ${JSON.stringify(key.replace(/=.*/s, "=…"))} is not a dotted name of letters, digits, "_" and "-". Nest objects for other keys.`,
      );
    }
    refuseSecrets(key, value);
    return ["-c", `${key}=${toToml(value, key)}`];
  });
}

/** A key as the server reads it: it splits at the dots and knows no quoted parts. */
const dottedKey = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;

function toToml(value: ConfigValue, path: string): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number" && isTomlNumber(value)) return String(value);
  if (Array.isArray(value)) return `[${value.map((entry) => toToml(entry, path)).join(", ")}]`;
  if (typeof value === "object" && value !== null) return toInlineTable(value, path);
  throw new OptionsError(
    `config ${path} is ${String(value)}, which TOML can't represent. Leave the key out instead.`,
  );
}

/**
 * Only numbers that TOML can hold: the server reads anything else as a string, such as an integer
 * beyond 64 bits.
 */
function isTomlNumber(value: number): boolean {
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

function toInlineTable(table: { [key: string]: ConfigValue }, path: string): string {
  const entries = Object.entries(table).map(([key, value]) => {
    return `${quote(key)} = ${toToml(value, `${path}.${key}`)}`;
  });
  return `{ ${entries.join(", ")} }`;
}

/**
 * Writes a TOML basic string. Its escapes are those of JSON, plus DEL. Lone surrogates are
 * replaced, because TOML can't hold them.
 */
function quote(text: string): string {
  const wellFormed = Buffer.from(text, "utf8").toString("utf8");
  return JSON.stringify(wellFormed).replaceAll("\u007f", "\\u007F");
}
