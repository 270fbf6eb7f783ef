export type { CodexRuntimeErrorCode } from "./codex-runtime-error.js";
export { CodexRuntimeError } from "./codex-runtime-error.js";
export { pinnedVersion } from "./pinned-version.js";
export type { Platform } from "./platforms.js";
export { findPlatform, platforms } from "./platforms.js";
export type { CodexRuntime, ResolveCodexRuntimeOptions } from "./resolve-codex-runtime.js";
export { bundledCodexPath, resolveCodexRuntime } from "./resolve-codex-runtime.js";
export type { RuntimeSource } from "./runtime-manifest.js";
