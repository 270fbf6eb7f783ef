import { withoutCredentials } from "../diagnostics/credentials.js";
import { withoutNamed } from "../diagnostics/named-values.js";
import { meaningOf } from "../diagnostics/secret-names.js";
import { secretIn } from "./refuse-secrets.js";

/**
 * Throws an `OptionsError` if an argument for the server contains what looks like a secret, such as
 * a URL with a password in it. `configArgs` are those of the `config` option, which has refused the
 * names of secrets already.
 */
export function refuseSecretArgs(
  configArgs: readonly string[],
  launchArgs: readonly string[],
): void {
  for (const arg of configArgs) {
    if (withoutCredentials(arg) === arg) continue;
    throw secretIn(`config ${keyOf(arg)} contains what looks like a secret`);
  }
  for (const [index, arg] of launchArgs.entries()) {
    if (!holdsSecret(arg)) continue;
    throw secretIn(`launchArgs[${index}] contains what looks like a secret`);
  }
}

function holdsSecret(arg: string): boolean {
  if (withoutCredentials(arg) !== arg) return true;
  // In a table of variables the names of headers mean nothing.
  const namesVariables = meaningOf(keyOf(arg)).startsWith("variable");
  return !namesVariables && withoutNamed(arg) !== arg;
}

function keyOf(arg: string): string {
  return arg.replace(/^--config=/, "").replace(/=.*/s, "");
}
