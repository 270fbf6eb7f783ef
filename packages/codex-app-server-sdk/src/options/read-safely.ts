import { messageOf } from "../errors/error-text.js";
import { isCodexError, OptionsError } from "../errors/index.js";

/**
 * Looks at what a user gave under this name. A getter or a proxy may throw whatever it likes then;
 * that becomes an `OptionsError`.
 */
export function readSafely<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (isCodexError(cause)) throw cause;
    const why = messageOf(cause);
    throw new OptionsError(`${name} can't be read: ${why}`, { cause });
  }
}
