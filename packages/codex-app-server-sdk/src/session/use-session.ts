import type { CodexSession } from "./codex-session.js";

/** Does something with the session of a `Codex`. What it rejects with shows the caller. */
export type UseSession = <T>(work: (session: CodexSession) => Promise<T>) => Promise<T>;
