import { readFile } from "node:fs/promises";
import * as z from "zod";
import { describeError } from "./describe-error.js";
import { parseJson } from "./json/parse-json.js";
import { parseCodexVersion } from "./parse-codex-version.js";
import { type Platform, platforms } from "./runtime-package.js";
import { ToolError } from "./tool-error.js";

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const lockedFileSchema = z.object({
  /** Path in upstream's tree. */
  path: z.string().min(1),
  size: z.int().nonnegative(),
  sha256: sha256Schema,
  mode: z.literal([0o644, 0o755]),
});

const lockedPlatformSchema = z.object({
  /** What to ask the registry for. Follows from version and platform: see `upstreamSpec`. */
  spec: z.string().min(1),
  integrity: z.string().regex(/^sha512-[A-Za-z0-9+/]{86}==$/),
  /** Size of the tarball, in bytes. */
  size: z.int().positive(),
  files: z.array(lockedFileSchema).min(1),
});

const licenseSchema = z.object({
  component: z.string(),
  /** SPDX expression. */
  license: z.string(),
  texts: z.array(
    z.object({
      file: z.string(),
      in: z.literal(["repository", "tree"]),
      source: z.string().optional(),
      sha256: sha256Schema.optional(),
    }),
  ),
});

const exceptionSchema = z.object({
  platform: z.string(),
  path: z.string(),
  finding: z.string(),
  reason: z.string(),
});

const lockSchema = z.object({
  schema: z.literal(1),
  version: z.string().refine((version) => parseCodexVersion(version).npm === version),
  /** The registry that was trusted: npm's own is `default`, another one has its address here. */
  registry: z.union([z.literal("default"), z.url()]),
  platforms: z.record(z.string(), lockedPlatformSchema),
  licenses: z.array(licenseSchema),
  exceptions: z.array(exceptionSchema),
});

export type LockedFile = z.infer<typeof lockedFileSchema>;

/** The reviewed tarball of one platform. */
export type LockedPlatform = z.infer<typeof lockedPlatformSchema>;

/**
 * `codex-runtime.lock.json`: the reviewed files of one Codex version. Every release is checked
 * against it.
 */
export type RuntimeLock = z.infer<typeof lockSchema>;

export async function readLock(file: string): Promise<RuntimeLock> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    const reason = describeError(cause);
    throw new ToolError("check", `Cannot read the lock ${file}: ${reason}`, { cause });
  });
  return parseLock(text, file);
}

/** `file` is only used in messages. */
export function parseLock(text: string, file: string): RuntimeLock {
  const lock = parseJson(text, { schema: lockSchema, name: file });
  const problems = [...platformProblems(lock), ...specProblems(lock)];
  if (problems.length === 0) return lock;
  throw new ToolError("check", `${file} ${problems.join("; ")}`);
}

/** The registry spec of upstream's package, such as `@openai/codex@0.169.0-linux-x64`. */
export function upstreamSpec(version: string, platform: string): string {
  return `@openai/codex@${version}-${platform}`;
}

function platformProblems({ platforms: locked }: RuntimeLock): string[] {
  const known = platforms.map(({ platform }) => platform);
  const missing = known.filter((platform) => !Object.hasOwn(locked, platform));
  const unknown = Object.keys(locked).filter(
    (platform) => !known.some((name) => name === platform),
  );
  return [
    ...(missing.length > 0 ? [`lacks ${missing.join(", ")}`] : []),
    ...(unknown.length > 0 ? [`has the unknown platforms ${unknown.join(", ")}`] : []),
  ];
}

function specProblems({ version, platforms: locked }: RuntimeLock): string[] {
  return Object.entries(locked)
    .filter(([platform, { spec }]) => spec !== upstreamSpec(version, platform))
    .map(
      ([platform, { spec }]) =>
        `names ${spec} for ${platform}, not ${upstreamSpec(version, platform)}`,
    );
}

/**
 * The lock as text. The same lock always gives the same text, and each file has a line of its own,
 * so that a diff shows which files changed.
 */
export function formatLock(lock: RuntimeLock): string {
  const lines: string[] = [];
  const platformEntries = Object.entries(lock.platforms).map(([platform, locked]) => {
    const files = locked.files.map((file) => `@line ${lines.push(formatFile(file)) - 1}`);
    return [platform, { ...locked, files }];
  });
  const text = JSON.stringify({ ...lock, platforms: Object.fromEntries(platformEntries) }, null, 2);
  return `${text.replace(/"@line (\d+)"/g, (_, index) => lines[index] ?? "")}\n`;
}

function formatFile({ path, size, sha256, mode }: LockedFile): string {
  const fields = { path, size, sha256, mode };
  const pairs = Object.entries(fields).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`);
  return `{ ${pairs.join(", ")} }`;
}

export function findLockedPlatform(lock: RuntimeLock, { platform }: Platform): LockedPlatform {
  const locked = lock.platforms[platform];
  if (!locked) throw new ToolError("check", `The lock has no entry for ${platform}`);
  return locked;
}
