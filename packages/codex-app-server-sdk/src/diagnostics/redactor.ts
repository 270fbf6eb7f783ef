/** Takes secrets out of what goes into traces, logs and errors. */
export interface Redactor {
  /** For text of any kind, such as stderr. */
  text(text: string): string;
  /** For a message or a part of one: a copy without secrets. Field names decide, then contents. */
  value(value: unknown): unknown;
  /** Remembers the secrets in a message, so that they are known where they turn up as mere text. */
  learn(value: unknown): void;
}

const redacted = "[redacted]";

/** Shorter values would take too much harmless text with them, such as `1`. */
const minSecretLength = 4;

/** What is learned is bounded; nobody logs in more often. */
const maxSecrets = 500;

/** Knows the secrets of these environments: the values whose names say so. */
export function createRedactor(
  ...environments: readonly Readonly<Record<string, string | undefined>>[]
): Redactor {
  const secrets = new Set<string>();
  const add = (secret: unknown): void => {
    if (typeof secret !== "string" || secret.length < minSecretLength) return;
    if (secrets.size < maxSecrets) secrets.add(secret);
  };
  for (const environment of environments) {
    for (const [name, value] of Object.entries(environment)) {
      if (secretVariable.test(name)) add(value);
    }
  }
  const withoutKnown = (text: string): string => {
    let clean = text;
    for (const secret of secrets) clean = clean.replaceAll(secret, redacted);
    return clean;
  };
  const cleanString = (text: string): string => withoutCredentials(withoutKnown(text));
  return {
    text: (text) => withoutNamed(cleanString(text)),
    value: (value) =>
      mapStrings(value, (text, isSecret) => (isSecret ? redacted : cleanString(text))),
    learn(value) {
      mapStrings(value, (text, isSecret) => {
        if (isSecret) add(text);
        return text;
      });
    },
  };
}

/** How the names of environment variables end that hold secrets. */
const secretVariable = /(KEY|TOKEN|SECRET|PASSWORD)$/i;

/** How the names of fields end that hold secrets, those of an `env` object included. */
const secretField =
  /([aA]pi_?[kK]ey|[tT]oken|[sS]ecret|[pP]assword|[aA]uthorization|[aA]uth_?[uU]rl|[uU]ser_?[cC]ode|KEY|TOKEN|SECRET|PASSWORD|AUTHORIZATION)$/;

/** `value` with each string replaced by what `map` makes of it; its first owner is not changed. */
function mapStrings(value: unknown, map: (text: string, isSecret: boolean) => string): unknown {
  const visit = (part: unknown, isSecret: boolean): unknown => {
    if (typeof part === "string") return map(part, isSecret);
    if (Array.isArray(part)) return part.map((entry) => visit(entry, isSecret));
    if (typeof part !== "object" || part === null) return part;
    // Entries, not assignment: a field named __proto__ stays a field.
    return Object.fromEntries(
      Object.entries(part).map(([name, field]) => [name, visit(field, secretField.test(name))]),
    );
  };
  return visit(value, false);
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
