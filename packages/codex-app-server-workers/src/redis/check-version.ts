import { EngineError } from "../errors/index.js";
import type { Connected } from "./connect-redis.js";

/** Grows when keys get another meaning, so that versions that don't know them keep off. */
export const keysVersion = "1";

/** Rejects with an `EngineError` when the keys of this prefix are of another version. */
export async function checkVersion({ redis, name }: Connected, prefix: string): Promise<void> {
  const key = `{${prefix}}:version`;
  const found = (await redis.set(key, keysVersion, "NX", "GET")) ?? keysVersion;
  if (found === keysVersion) return;
  throw new EngineError(
    "version",
    `Redis at ${name} has keys of version ${found} under the prefix ${prefix}, and this package uses version ${keysVersion}. Use another prefix, or the version of the package that made them.`,
  );
}
