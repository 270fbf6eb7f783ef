import type { Codex } from "codex-app-server-sdk";

/** What answers to the page. */
export interface Backend {
  readonly codex: Codex;
  /** Where Codex works. */
  readonly folder: string;
  dispose(): Promise<void>;
}
