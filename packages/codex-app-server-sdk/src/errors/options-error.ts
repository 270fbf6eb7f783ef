import { CodexError } from "./codex-error.js";

/** An option or argument is unusable. Thrown before anything is sent; the message names the value. */
export class OptionsError extends CodexError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("OPTIONS_INVALID", message, options);
  }
}
