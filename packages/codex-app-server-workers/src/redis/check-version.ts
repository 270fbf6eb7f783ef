import { EngineError } from "../errors/index.js";
import type { Connected } from "./connect-redis.js";

/** Grows when keys get another meaning, so that versions that don't know them keep off. */
const keysVersion = "1";

/** Rejects with an `EngineError` when the keys of this prefix are of another version. */
export async function checkVersion({ redis, name }: Connected, prefix: string): Promise<void> {
  const key = `{${prefix}}:version`;
  // A Redis that is full can be read, and what makes room in it comes after this.
  const found = (await redis.get(key)) ?? (await redis.set(key, keysVersion, "NX", "GET"));
  if (found === null || found === keysVersion) return;
  throw new EngineError(
    "version",
    `Redis at ${name} has keys of version ${found} under the prefix ${prefix}, and this package uses version ${keysVersion}. Use another prefix, or the version of the package that made them.`,
  );
}
