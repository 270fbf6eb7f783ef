import { OptionsError } from "codex-app-server-sdk";

/** Throws an `OptionsError` unless it can be an id. `what` says of what. */
export function checkId(what: string, id: unknown): void {
  if (typeof id === "string" && id !== "" && id.length <= 200) return;
  throw new OptionsError(`The id of a ${what} must be a text of 1 to 200 characters.`);
}
