import type * as wire from "codex-app-server-sdk/protocol";
import { OptionsError } from "./errors.js";
import { formatIssues } from "./protocol/describe-issues.js";
import { validateParams } from "./protocol/validate.js";

/** Refuses params that the server could not read. Throws an `OptionsError` that names the field. */
export function checkParams(method: keyof wire.ClientRequests, params: unknown): void {
  const issues = validateParams(method, params);
  if (issues)
    throw new OptionsError(`The options for ${method} are wrong: ${formatIssues(issues)}`);
}
