const redacted = "[redacted]";

/** Shorter values would take too much harmless text with them, such as `1`. */
const minSecretLength = 4;

/** What is learned is bounded; nobody logs in more often. */
const maxSecrets = 500;

type Environment = Readonly<Record<string, string | undefined>>;

/** Takes secrets out of what goes into traces, logs and errors. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Knows the secrets of these environments: the values whose names say so. */
  constructor(...environments: readonly Environment[]) {
    for (const [name, value] of environments.flatMap((environment) =>
      Object.entries(environment),
    )) {
      if (secretVariable.test(name)) this.#add(value);
    }
  }

  /** For text of any kind, such as stderr. */
  text(text: string): string {
    return withoutNamed(this.#clean(text));
  }

  /** For a message or a part of one: a copy without secrets. Field names decide, then contents. */
  value(value: unknown): unknown {
    return mapStrings(value, (text, isSecret) => (isSecret ? redacted : this.#clean(text)));
  }

  /** Remembers the secrets in a message, so that they are known where they turn up as mere text. */
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

/** How the names of environment variables end that hold secrets. */
const secretVariable = /(KEY|TOKEN|SECRET|PASSWORD)$/i;

/** How the names of fields end that hold secrets, those of an `env` object included. */
const secretField =
  /([aA]pi_?[kK]ey|[tT]oken|[sS]ecret|[pP]assword|[aA]uthorization|[aA]uth_?[uU]rl|[uU]ser_?[cC]ode|KEY|TOKEN|SECRET|PASSWORD|AUTHORIZATION)$/;

type MapString = (text: string, isSecret: boolean) => string;

/** `value` with each string replaced by what `map` makes of it; the one given is not changed. */
function mapStrings(value: unknown, map: MapString, isSecret = false): unknown {
  if (typeof value === "string") return map(value, isSecret);
  if (Array.isArray(value)) return value.map((entry) => mapStrings(entry, map, isSecret));
  if (typeof value !== "object" || value === null) return value;
  // Entries, not assignment: a field named __proto__ stays a field.
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      mapStrings(field, map, secretField.test(name)),
    ]),
  );
}

/** Keys, bearer tokens and JSON web tokens are known by their looks. */
function withoutCredentials(text: string): string {
  return text
    .replace(/\bsk-[\w-]{6,}/g, redacted)
    .replace(/\b(Bearer|Basic) [\w.~+/=-]{6,}/gi, `$1 ${redacted}`)
    .replace(/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, redacted);
}

/** In text, `name=value` and `"name": "value"` stand for a field. */
function withoutNamed(text: string): string {
  return text.replace(
    /((?:api[_-]?key|token|secret|password|authorization|auth_?url|user_?code|_KEY)["']?\s?[=:]\s?["']?)((?:Bearer |Basic )?[^\s"',;}]+)/gi,
    `$1${redacted}`,
  );
}
