import { isCodexError, OptionsError } from "../errors/index.js";
import { showValue } from "../errors/show-value.js";

/**
 * Looks at what a user gave under this name. A getter or a proxy may throw whatever it likes then;
 * that becomes an `OptionsError`.
 */
export function readSafely<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (isCodexError(cause)) throw cause;
    const why = cause instanceof Error ? cause.message : showValue(cause);
    throw new OptionsError(`${name} can't be read: ${why}`, { cause });
  }
}
