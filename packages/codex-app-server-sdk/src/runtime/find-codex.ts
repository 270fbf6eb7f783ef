import { messageOf } from "../errors/error-text.js";
import { RuntimeNotFoundError } from "../errors/index.js";

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
  const found = await stat(path).catch((cause: unknown) => {
    throw new RuntimeNotFoundError(`There is no Codex binary at ${path} (${origin}).`, { cause });
  });
  if (!found.isFile()) {
    throw new RuntimeNotFoundError(
      `${path} (${origin}) is a folder, not the Codex binary. Name the executable file in it.`,
    );
  }
  await access(path, constants.X_OK).catch((cause: unknown) => {
    throw new RuntimeNotFoundError(
      `${path} (${origin}) is not executable. Run: chmod +x ${JSON.stringify(path)}`,
      { cause },
    );
  });
  return { path, pathDirs: [] };
}

async function bundled(): Promise<CodexBinary> {
  try {
    const { resolveCodexRuntime } = await import("openai-codex-cli-bin");
    const { codexPath, pathDirs } = resolveCodexRuntime();
    return { path: codexPath, pathDirs };
  } catch (cause) {
    throw new RuntimeNotFoundError(
      `${messageOf(cause)}\nOr name a Codex binary: the codexPath option, or CODEX_PATH.`,
      {
        cause,
      },
    );
  }
}
