import { BoundedCopy } from "./bounded-copy.js";
import { redacted, withoutCredentials } from "./credentials.js";
import { KnownSecrets } from "./known-secrets.js";
import { withoutNamed } from "./named-values.js";
import { isSecret, type Meaning, meaningOf } from "./secret-names.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** How many parts of an error are looked at. */
const maxErrorValues = 1_000;

/**
 * Removes secrets from traces, logs and errors: what it has learned, what looks like a secret, and
 * what stands under the name of one. Decisions are taken on what the server said, never on what
 * comes out here.
 */
export class Redactor {
  readonly #secrets = new KnownSecrets();

  /** Treats the values of environment variables as secrets where their names suggest it. */
  constructor(...environments: readonly Environment[]) {
    for (const environment of environments) this.learnEnvironment(environment);
  }

  /** Remembers the values of environment variables whose names suggest secrets. */
  learnEnvironment(environment: Environment): void {
    for (const [name, value = ""] of Object.entries(environment)) {
      if (isSecret(meaningOf(name), value)) this.#secrets.add(value);
    }
  }

  /** Remembers the secrets in a message, to recognise them when they appear in plain text later. */
  learn(value: unknown): void {
    new BoundedCopy((text, meaning) => {
      if (isSecret(meaning, text)) this.#secrets.add(text);
      return text;
    }).of(value);
  }

  /** Remembers every text in a value as a secret. */
  learnAll(value: unknown): void {
    new BoundedCopy((text) => {
      this.#secrets.add(text);
      return text;
    }).of(value);
  }

  /** Returns a text, such as stderr output, without secrets. */
  text(text: string): string {
    if (this.#secrets.isFull) return redacted;
    return withoutNamed(withoutCredentials(this.#secrets.removeFrom(text)));
  }

  /**
   * Returns a copy of a message, or of a part of one, without secrets. Strings under the name of a
   * secret are replaced as a whole. What is nested too deeply, and what is far too much, is left
   * out.
   */
  value(value: unknown): unknown {
    return new BoundedCopy((text, meaning) => this.#shown(text, meaning)).of(value);
  }

  /**
   * Returns a copy of a whole message without secrets. Its method and id are never touched, so that
   * a trace can be replayed whatever the secrets are.
   */
  message(message: unknown): unknown {
    const copy = this.value(message);
    if (typeof message !== "object" || message === null || Array.isArray(message)) return copy;
    const { method, id } = message as { method?: unknown; id?: unknown };
    return {
      ...(copy as object),
      ...(typeof method === "string" && { method }),
      ...(typeof id === "string" && { id }),
    };
  }

  /** Returns an error of somebody else's if it holds no secret, else one like it without. */
  error(error: unknown): unknown {
    const copy = new BoundedCopy((text, meaning) => this.#shown(text, meaning), maxErrorValues);
    try {
      const shown = copy.of(error);
      return copy.isSame ? error : shown;
    } catch {
      return new Error("This error can't be read.");
    }
  }

  #shown(text: string, meaning: Meaning): string {
    return isSecret(meaning, text) ? redacted : this.text(text);
  }
}
