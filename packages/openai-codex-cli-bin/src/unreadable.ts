import { join } from "node:path";
import { CodexRuntimeError } from "./codex-runtime-error.js";
import { quote } from "./shell.js";

/** The error for a file that the system keeps from this process; the installation may be fine. */
export function unreadable(path: string, cause: unknown): CodexRuntimeError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const fix =
    code === "ERR_ACCESS_DENIED"
      ? `allow Node to read the package: --allow-fs-read=${quote(join(packageOf(path), "*"))}`
      : "fix the cause that the system names (open files, permissions), then try again";
  return new CodexRuntimeError(
    "UNREADABLE",
    {
      summary: `The Codex runtime cannot be read: ${path}.`,
      lookedFor: path,
      found: message,
      fix,
    },
    { cause },
  );
}

/** The folder of the platform package that a file belongs to. */
function packageOf(path: string): string {
  return /^.*[\\/]openai-codex-cli-bin-[^\\/]+/.exec(path)?.[0] ?? path;
}
