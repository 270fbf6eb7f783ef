import { OptionsError } from "codex-app-server-sdk";

/** Throws an `OptionsError` unless it can be an id. `what` says of what. */
export function checkId(what: string, id: unknown): void {
  if (typeof id === "string" && id !== "" && id.length <= 200 && isWhole(id)) return;
  const shown = typeof id === "string" ? JSON.stringify(id.slice(0, 50)) : String(id);
  throw new OptionsError(
    `The id of a ${what} must be a text of 1 to 200 characters, none of them half of one, not ${shown}.`,
  );
}

/** Half a surrogate pair is written as another character, so that two ids would be one. */
function isWhole(text: string): boolean {
  return !/[\uD800-\uDFFF]/u.test(text);
}
