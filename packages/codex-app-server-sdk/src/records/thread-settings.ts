import type * as wire from "codex-app-server-sdk/protocol";

/** What the answer to a request that opens a thread says of its settings. */
export type OpenedSettings = Pick<
  wire.ThreadStartResponse,
  | "approvalPolicy"
  | "approvalsReviewer"
  | "cwd"
  | "model"
  | "modelProvider"
  | "reasoningEffort"
  | "sandbox"
>;

/** What the agent may do, and who is asked about the rest. */
export type SafetySettings = Partial<
  Pick<wire.ThreadSettings, "approvalPolicy" | "approvalsReviewer" | "sandboxPolicy">
>;

type SaidSettings = SafetySettings &
  Partial<Pick<wire.ThreadSettings, "cwd" | "model" | "modelProvider" | "effort">>;

/** Settings that a request asks for. What is left out stays as it is. */
type AskedSettings = Pick<
  wire.ThreadSettingsUpdateParams,
  | "approvalPolicy"
  | "approvalsReviewer"
  | "collaborationMode"
  | "cwd"
  | "effort"
  | "model"
  | "sandboxPolicy"
>;

/** With which settings a thread works: what was said last holds, whoever changed them. */
export class ThreadSettings {
  #cwd: string | undefined;
  #model: string | undefined;
  #modelProvider: string | undefined;
  #effort: wire.ReasoningEffort | null = null;
  #safety: SafetySettings = {};

  /** The folder in which it works; undefined when that is not known. */
  get cwd(): string | undefined {
    return this.#cwd;
  }

  /** The model that it uses; undefined when that is not known. */
  get model(): string | undefined {
    return this.#model;
  }

  /** The provider of the model; undefined when that is not known. */
  get modelProvider(): string | undefined {
    return this.#modelProvider;
  }

  /** How hard the model thinks; null stands for the model's default. */
  get effort(): wire.ReasoningEffort | null {
    return this.#effort;
  }

  /** What the agent may do, as far as it is known. A new process of the server forgets it. */
  get safety(): SafetySettings {
    return this.#safety;
  }

  /** The answer to what opened the thread. */
  opened({ reasoningEffort, sandbox, ...said }: OpenedSettings): void {
    this.updated({ ...said, effort: reasoningEffort, sandboxPolicy: sandbox });
  }

  /** A notification of the server, which is not checked in every mode of validation. */
  updated(said: SaidSettings | null | undefined): void {
    if (typeof said?.cwd === "string") this.#cwd = said.cwd;
    if (typeof said?.model === "string") this.#model = said.model;
    if (typeof said?.modelProvider === "string") this.#modelProvider = said.modelProvider;
    if (said?.effort !== undefined) this.#effort = said.effort;
    this.#noteSafety(said ?? {});
  }

  /**
   * The server has accepted a request with these. Its notification comes later, and never without
   * `experimentalApi`.
   */
  accepted(asked: AskedSettings): void {
    const { cwd, model, effort, collaborationMode } = asked;
    this.#noteSafety(asked);
    // Where a relative path leads is the server's business.
    if (typeof cwd === "string") this.#cwd = isAbsolute(cwd) ? cwd : undefined;
    if (typeof model === "string") this.#model = model;
    if (typeof effort === "string") this.#effort = effort;
    // These win over the others, and an effort that is left out is the model's default.
    const settings = collaborationMode?.settings;
    if (!settings) return;
    this.#model = settings.model;
    this.#effort = settings.reasoning_effort ?? null;
  }

  /** Those that are given: what is left out stays as it is. */
  #noteSafety({ approvalPolicy, approvalsReviewer, sandboxPolicy }: AskedSettings): void {
    if (approvalPolicy) this.#safety = { ...this.#safety, approvalPolicy };
    if (approvalsReviewer) this.#safety = { ...this.#safety, approvalsReviewer };
    if (sandboxPolicy) this.#safety = { ...this.#safety, sandboxPolicy };
  }
}

/** The server may run on another platform than this client. */
function isAbsolute(path: string): boolean {
  return /^(?:\/|\\\\|[a-z]:[\\/])/i.test(path);
}
