import { mayHoldSecrets, meaningOf } from "../diagnostics/secret-names.js";
import { showKind, showValue } from "../errors/show-value.js";

/** Shorter values are not secret, or not for long. */
const minSecretLength = 4;

/** Describes the wrong value of an option or a field, by its kind only where it may be secret. */
export function showOption(value: unknown, name: string): string {
  const shown = showValue(value);
  if (typeof value !== "string" && typeof value !== "number") return shown;
  const text = String(value);
  const isHidden = meaningOf(name) === "secret" || mayHoldSecrets(text);
  return isHidden && text.length >= minSecretLength ? showKind(value) : shown;
}
