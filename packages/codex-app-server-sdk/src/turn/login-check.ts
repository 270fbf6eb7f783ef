import type * as wire from "codex-app-server-sdk/protocol";
import { isLoginMissing } from "./is-login-missing.js";
import type { NotLoggedInError } from "./turn-errors.js";
import type { TurnPlace } from "./turn-server.js";

type Missing = (error: wire.TurnError) => NotLoggedInError | undefined;

/** Finds out, once for a turn, whether it fails because nobody is logged in. */
export class LoginCheck {
  readonly #place: TurnPlace;
  readonly #missing: Missing;
  #failure: Promise<NotLoggedInError | undefined> | undefined;

  /** `missing` is called when the login is missing, and makes the error that tells so. */
  constructor(place: TurnPlace, missing: Missing) {
    this.#place = place;
    this.#missing = missing;
  }

  /** The error, if that was looked for and found. */
  get failure(): Promise<NotLoggedInError | undefined> {
    return this.#failure ?? Promise.resolve(undefined);
  }

  /**
   * Looks for it after this error of the model's provider. When it can't be found out, the server,
   * which goes on trying, has the last word.
   */
  look(error: wire.TurnError): void {
    this.#failure ??= isLoginMissing(this.#place).then(
      (isMissing) => (isMissing ? this.#missing(error) : undefined),
      () => undefined,
    );
  }
}
