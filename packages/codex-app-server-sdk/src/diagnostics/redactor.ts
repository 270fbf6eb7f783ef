const redacted = "[redacted]";

/** Replacing shorter values, such as `1`, would also remove much harmless text. */
const minSecretLength = 4;

/** Bounds the memory for learned secrets; no client logs in more often than this. */
const maxSecrets = 500;

type Environment = Readonly<Record<string, string | undefined>>;

/** Removes secrets from traces, logs and errors. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Treats the values of environment variables as secrets where their names suggest it. */
  constructor(...environments: readonly Environment[]) {
    for (const [name, value] of environments.flatMap((environment) =>
      Object.entries(environment),
    )) {
      if (secretVariable.test(name)) this.#add(value);
    }
  }

  /** Returns a text, such as stderr output, without secrets. */
  text(text: string): string {
    return withoutNamed(this.#clean(text));
  }

  /**
   * Returns a copy of a message, or of a part of one, without secrets. Strings in fields whose name
   * suggests a secret are replaced as a whole; other strings lose only known secrets and what looks
   * like one.
   */
  value(value: unknown): unknown {
    return mapStrings(value, (text, isSecret) => (isSecret ? redacted : this.#clean(text)));
  }

  /** Remembers the secrets in a message, to recognise them when they appear in plain text later. */
  learn(value: unknown): void {
    mapStrings(value, (text, isSecret) => {
      if (isSecret) this.#add(text);
      return text;
    });
  }

  #add(secret = ""): void {
    if (secret.length < minSecretLength || this.#secrets.size >= maxSecrets) return;
    this.#secrets.add(secret);
  }

  #clean(text: string): string {
    let clean = text;
    for (const secret of this.#secrets) clean = clean.replaceAll(secret, redacted);
    return withoutCredentials(clean);
  }
}

/** Matches names of environment variables that hold secrets. */
const secretVariable = /(KEY|TOKEN|SECRET|PASSWORD)$/i;

/** Matches names of fields that hold secrets, including variables inside an `env` object. */
const secretField =
  /([aA]pi_?[kK]ey|[tT]oken|[sS]ecret|[pP]assword|[aA]uthorization|[aA]uth_?[uU]rl|[uU]ser_?[cC]ode|KEY|TOKEN|SECRET|PASSWORD|AUTHORIZATION)$/;

type MapString = (text: string, isSecret: boolean) => string;

/** Returns a copy of `value` in which `map` has replaced each string. */
function mapStrings(value: unknown, map: MapString, isSecret = false): unknown {
  if (typeof value === "string") return map(value, isSecret);
  if (Array.isArray(value)) return value.map((entry) => mapStrings(entry, map, isSecret));
  if (typeof value !== "object" || value === null) return value;
  // `Object.fromEntries` instead of assignments, so that a field named `__proto__` stays a field.
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      mapStrings(field, map, secretField.test(name)),
    ]),
  );
}

/** Replaces what looks like an API key, a bearer token or a JSON web token. */
function withoutCredentials(text: string): string {
  return text
    .replace(/\bsk-[\w-]{6,}/g, redacted)
    .replace(/\b(Bearer|Basic) [\w.~+/=-]{6,}/gi, `$1 ${redacted}`)
    .replace(/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, redacted);
}

/** Replaces the value in `name=value` and `"name": "value"` where the name suggests a secret. */
function withoutNamed(text: string): string {
  return text.replace(
    /((?:api[_-]?key|token|secret|password|authorization|auth_?url|user_?code|_KEY)["']?\s?[=:]\s?["']?)((?:Bearer |Basic )?[^\s"',;}]+)/gi,
    `$1${redacted}`,
  );
}
