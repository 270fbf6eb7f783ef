import { RuntimeNotFoundError } from "../errors/index.js";
import { runtimeNotFound, throwNotExecutable } from "./runtime-not-found.js";

export interface FindCodexOptions {
  codexPath: string | undefined;
  /** The environment, which may contain `CODEX_PATH`. */
  env: Readonly<Record<string, string | undefined>>;
}

/** The binary to start, and the folders of its helper programs, which must be first in PATH. */
export interface CodexBinary {
  path: string;
  pathDirs: readonly string[];
}

/**
 * Finds the Codex binary: the option's, else that of `CODEX_PATH`, else the pinned package's.
 * Rejects with a `RuntimeNotFoundError`.
 */
export async function findCodex({ codexPath, env }: FindCodexOptions): Promise<CodexBinary> {
  if (codexPath) return checked(codexPath, "the codexPath option");
  if (env.CODEX_PATH) return checked(env.CODEX_PATH, "CODEX_PATH in the environment");
  return bundled();
}

async function checked(path: string, origin: string): Promise<CodexBinary> {
  const { access, constants, stat } = await import("node:fs/promises");
  const found = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new RuntimeNotFoundError(describeUnfound(path, origin, cause), { cause });
  });
  if (!found.isFile()) {
    const kind = found.isDirectory() ? "a folder" : "no regular file";
    throw new RuntimeNotFoundError(
      `${path} (${origin}) is ${kind}, not the Codex binary. Name the executable file.`,
    );
  }
  await access(path, constants.X_OK).catch((cause: unknown) => throwNotExecutable(path, cause));
  return { path, pathDirs: [] };
}

function describeUnfound(path: string, origin: string, cause: NodeJS.ErrnoException): string {
  const isMissing = cause.code === "ENOENT" || cause.code === "ENOTDIR";
  return isMissing
    ? `There is no Codex binary at ${path} (${origin}).`
    : `The Codex binary ${path} (${origin}) cannot be read: ${cause.message}.`;
}

async function bundled(): Promise<CodexBinary> {
  const { resolveCodexRuntime } = await import("./installed-runtime.js");
  try {
    const { codexPath, pathDirs } = resolveCodexRuntime();
    return { path: codexPath, pathDirs };
  } catch (cause) {
    throw runtimeNotFound(cause);
  }
}
