import { messageOf } from "../errors/error-text.js";
import { RuntimeNotFoundError } from "../errors/index.js";

/** What a `CodexRuntimeError` of the runtime package tells. */
interface RuntimeProblem {
  summary: string;
  lookedFor: string;
  found: string;
  fix: string;
}

/** Says in an error of this package what the runtime package has found. */
export function runtimeNotFound(cause: unknown): RuntimeNotFoundError {
  return new RuntimeNotFoundError(isProblem(cause) ? describe(cause) : messageOf(cause), { cause });
}

/** Rejects with the reason why the system refuses to execute a file. */
export async function throwNotExecutable(path: string, cause: unknown): Promise<never> {
  const { explainNotExecutable } = await import("./installed-runtime.js");
  throw runtimeNotFound(explainNotExecutable(path, cause));
}

/** The remedy comes first, because it is what a reader needs. */
function describe({ summary, lookedFor, found, fix }: RuntimeProblem): string {
  return [
    summary,
    `  fix: ${fix}`,
    "  or name another Codex binary: the codexPath option, or CODEX_PATH",
    `  looked for: ${lookedFor}`,
    `  found: ${found}`,
  ].join("\n");
}

function isProblem(value: unknown): value is RuntimeProblem {
  return value instanceof Error && "summary" in value && "fix" in value;
}
