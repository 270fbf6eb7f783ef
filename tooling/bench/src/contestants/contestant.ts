/** What a client under test is given: the same for all, and nothing of the user's own. */
export interface ContestantSettings {
  codexPath: string;
  /** The complete environment of the server, with HOME and CODEX_HOME. */
  env: Record<string, string>;
  cwd: string;
}

/** A client under test. */
export interface Contestant {
  /** Starts a thread, or makes what starts it with its first turn. */
  startThread(): Promise<BenchThread>;
  /** Ends the client and its servers. */
  close(): Promise<void>;
}

export interface BenchThread {
  /** Runs one turn and resolves with its text. `onText` gets each piece as it arrives. */
  runTurn(text: string, onText: (piece: string) => void): Promise<string>;
}

/** Loads a client and makes it ready. The time that this takes belongs to its cold start. */
export type OpenContestant = (settings: ContestantSettings) => Promise<Contestant>;
