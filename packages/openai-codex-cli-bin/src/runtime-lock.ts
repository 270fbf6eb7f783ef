import { readFileSync } from "node:fs";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { packageResolvers } from "./package-resolvers.js";
import { searchStarts } from "./search-starts.js";
import { unreadable } from "./unreadable.js";

/** A file of a runtime as the lock knows it. */
export interface LockedFile {
  /** Relative to `runtime/`. */
  path: string;
  size: number;
  sha256: string;
  mode: number;
}

/** What the lock says of one platform. */
export interface LockedPlatform {
  /** The registry spec of the package that the files came from, and its integrity. */
  spec: string;
  integrity: string;
  files: LockedFile[];
}

/** A licence text that a platform package may contain. */
export interface LockedText {
  file: string;
  in: string;
  sha256?: string;
}

/** The parts of `codex-runtime.lock.json` that are read here. */
export interface RuntimeLock {
  version: string;
  platforms: { [platform: string]: LockedPlatform | undefined };
  licenses: { texts: LockedText[] }[];
}

/** Reads a lock: this package's own, unless another one is given. */
export function readLock(lockFile: string | URL = ownLock()): RuntimeLock {
  try {
    return JSON.parse(readFileSync(lockFile, "utf8"));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw unreadable(String(lockFile), cause);
    const summary = `The lock ${lockFile} is damaged.`;
    const problem = { lookedFor: "JSON", found: cause.message, fix: "install it again" };
    throw new CodexRuntimeError("CORRUPT", { summary, ...problem }, { cause });
  }
}

/** Also from a bundle, which contains this code and not the lock. */
function ownLock(): string {
  const specifier = "openai-codex-cli-bin/codex-runtime.lock.json";
  let reason: unknown;
  for (const resolver of packageResolvers(searchStarts())) {
    try {
      return resolver.resolve(specifier);
    } catch (error) {
      reason = error;
    }
  }
  const summary = "The lock that the runtime is to be compared with is not there.";
  const found = "no such file";
  const fix = "ship openai-codex-cli-bin with the app, or name the file with lockFile";
  throw new CodexRuntimeError(
    "UNREADABLE",
    { summary, lookedFor: specifier, found, fix },
    {
      cause: reason,
    },
  );
}
