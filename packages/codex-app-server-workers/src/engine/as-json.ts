import { OptionsError } from "codex-app-server-sdk";

/** The JSON of a value. Throws an `OptionsError` for one that JSON would lose a part of. */
export function asJson(what: string, value: unknown): string {
  try {
    structuredClone(value); // refuses what JSON leaves out without a word, such as functions
    return JSON.stringify(value ?? null);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OptionsError(`The ${what} can't be sent to another machine: ${why}`, { cause });
  }
}
