/** The Codex version this package belongs to. Written from `codex-runtime.lock.json`. */
export const pinnedVersion = "0.169.0";
