import { readFile } from "node:fs/promises";
import * as z from "zod";
import { type Platform, platforms } from "./runtime-package.js";
import { ToolError } from "./tool-error.js";
import { parseCodexVersion } from "./version.js";

const lockedPlatformSchema = z.object({
  /** Registry spec of the upstream package. */
  spec: z.string().min(1),
  integrity: z.string().regex(/^sha512-[A-Za-z0-9+/]{86}==$/),
  /** Bytes of the tarball. */
  size: z.int().positive(),
});

const lockSchema = z.object({
  schema: z.literal(1),
  version: z.string().refine((version) => parseCodexVersion(version).npm === version),
  platforms: z.record(z.string(), lockedPlatformSchema),
});

/** One platform's reviewed source. */
export type LockedPlatform = z.infer<typeof lockedPlatformSchema>;

/** `codex-runtime.lock.json`: the reviewed bytes of one Codex version, the trust root of every release. */
export type RuntimeLock = z.infer<typeof lockSchema>;

export async function readLock(file: string): Promise<RuntimeLock> {
  const text = await readFile(file, "utf8").catch((cause) => {
    throw new ToolError("check", `Cannot read the lock ${file}: ${cause.message}`, { cause });
  });
  return parseLock(text, file);
}

/** `file` only names the lock in messages. */
export function parseLock(text: string, file: string): RuntimeLock {
  const parsed = lockSchema.safeParse(parseJson(text, file));
  if (!parsed.success)
    throw new ToolError("check", `${file} is malformed: ${z.prettifyError(parsed.error)}`);
  const missing = platforms.filter(({ platform }) => !parsed.data.platforms[platform]);
  if (missing.length === 0) return parsed.data;
  throw new ToolError(
    "check",
    `${file} lacks ${missing.map(({ platform }) => platform).join(", ")}`,
  );
}

export function lockedPlatform(lock: RuntimeLock, { platform }: Platform): LockedPlatform {
  const locked = lock.platforms[platform];
  if (!locked) throw new ToolError("check", `The lock has no entry for ${platform}`);
  return locked;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ToolError("check", `${file} is not JSON`, { cause });
  }
}
