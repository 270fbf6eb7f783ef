import type { CodexRuntime } from "./codex-runtime.js";
import type { ResolveCodexRuntimeOptions } from "./resolution-context.js";
import { resolveInstalledRuntime } from "./resolve-installed-runtime.js";

/**
 * Finds the Codex runtime installed for this platform and checks that its programs are there, have
 * the right size and are executable. Does not read their content; `verifyCodexRuntime` does. Throws
 * `CodexRuntimeError`.
 */
export function resolveCodexRuntime(options: ResolveCodexRuntimeOptions = {}): CodexRuntime {
  return resolveInstalledRuntime(options).runtime;
}

/** Path of the pinned `codex` executable for this platform. Throws `CodexRuntimeError`. */
export function bundledCodexPath(): string {
  return resolveCodexRuntime().codexPath;
}
