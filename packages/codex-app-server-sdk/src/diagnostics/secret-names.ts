/**
 * What stands under a name: a secret; the name of an environment variable that holds one, or a
 * table of such names; or anything else.
 */
export type Meaning = "secret" | "variable" | "variables" | "plain";

/** Words that only happen to end in "key", which else may end a name without a separator. */
const otherKeys = "(?<!don|hoc|hot|joc|mon|tur|whis)";

/** The ends of names that hold secrets. They may be plural or numbered, such as `API_KEY_2`. */
const ends = `(?:${otherKeys}key|token|secret|pass[-_]?(?:word|phrase)|credential|authorization|cookie|bearer)s?[-_]?\\d*`;
const ofSecrets = new RegExp(`${ends}$`);

/** What follows such a name, a URL with a user in it, or the beginning of a credential. */
const besideSecrets = new RegExp(`${ends}["']?\\s*[=:]|://[^/\\s]*@|\\bsk-|\\beyJ|bearer\\s`, "i");

/** Fields in which the server hands out what lets somebody log in. */
const ofLogins = /(?:auth(?:orization)?url|(?:user|pairing)code)$/;

/** Names of the protocol and of config.toml that end like that and hold no secret. */
const harmless: ReadonlySet<string> = new Set([
  "environmentcredentials",
  "idempotencykey",
  "identitykey",
  "publickey",
  "sortkey",
  "userauthorization",
]);

/** The fields of messages have few names. Those of a user's settings may be any, and many. */
const maxKnown = 1_000;
const known = new Map<string, Meaning>();

/**
 * Tells what stands under a name: a field, a variable, a header, or a dotted key of config.toml.
 * This is the one place that knows which names hold secrets. Case, `-` and `_` make no difference.
 */
export function meaningOf(name: string): Meaning {
  const found = known.get(name);
  if (found !== undefined) return found;
  const meaning = judge(name);
  if (known.size < maxKnown) known.set(name, meaning);
  return meaning;
}

function judge(name: string): Meaning {
  const end = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const words = name
    .toLowerCase()
    .replace(/[-_\s]/g, "")
    .split(".");
  const last = words.at(-1) ?? "";
  if (words.includes("envhttpheaders")) return "variables";
  if (last === "envkey" || last.endsWith("envvar")) return "variable";
  if (words.includes("httpheaders") || ofLogins.test(last)) return "secret";
  return ofSecrets.test(end) && !harmless.has(last) ? "secret" : "plain";
}

/** What stands under a name below a name of the given meaning. */
export function meaningBelow(above: Meaning, name: string): Meaning {
  return above === "secret" || above === "variables" ? above : meaningOf(name);
}

/** Whether a text is a secret, to judge by the name it stands under. */
export function isSecret(meaning: Meaning, text: string): boolean {
  if (meaning === "plain" || meaning === "secret") return meaning === "secret";
  // The secret itself in the place of the variable's name is an easy mistake.
  return !/^\w*$/.test(text);
}

/** Whether a text may contain secrets, in doubt yes: for what need not be shown. */
export function mayHoldSecrets(text: string): boolean {
  return besideSecrets.test(text);
}
