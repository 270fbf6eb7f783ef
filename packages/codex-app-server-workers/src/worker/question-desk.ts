import type { HandlerContext, Handlers } from "codex-app-server-sdk";
import { onAbort } from "../async/on-abort.js";
import type { ApprovalKind } from "../engine/approval.js";
import { ApprovalUnansweredError } from "../errors/index.js";
import type { TurnLog } from "./turn-log.js";

/** The method by which the server asks what this handler answers. */
const methods: Record<ApprovalKind, string> = {
  commandApproval: "item/commandExecution/requestApproval",
  fileChangeApproval: "item/fileChange/requestApproval",
  permissionsApproval: "item/permissions/requestApproval",
  userInput: "item/tool/requestUserInput",
  elicitation: "mcpServer/elicitation/request",
  mcpToolApproval: "mcpServer/elicitation/request",
};

/** The turn that asks. */
export interface ServedTurn {
  readonly log: TurnLog;
  /** Called when a question ended without an answer, which is no reason to decline. */
  breakOff(error: unknown): void;
}

/** Passes what a thread's server asks on to whoever answers, as questions of the running turn. */
export class QuestionDesk {
  readonly #approvalMs: number;
  readonly #asked = new Set<string>();
  #served: ServedTurn | undefined;

  /** `approvalMs`: how long each of them waits for an answer; 0 = for ever. */
  constructor(approvalMs: number) {
    this.#approvalMs = approvalMs;
  }

  /** From now on questions belong to this turn. */
  serve(turn: ServedTurn): void {
    this.#served = turn;
    this.#asked.clear();
  }

  /** Whether this request was passed on, so that its end is of interest to others. */
  hasAsked(id: string): boolean {
    return this.#asked.has(id);
  }

  /** Handlers for the thread: its own ones first, as they need nobody. */
  handlers(...own: readonly (Handlers | undefined)[]): Handlers {
    const handlers: Handlers = {
      commandApproval: (params, context) => this.#ask("commandApproval", params, context),
      fileChangeApproval: (params, context) => this.#ask("fileChangeApproval", params, context),
      permissionsApproval: (params, context) => this.#ask("permissionsApproval", params, context),
      userInput: (params, context) => this.#ask("userInput", params, context),
      elicitation: (params, context) => this.#ask("elicitation", params, context),
      mcpToolApproval: (params, context) => this.#ask("mcpToolApproval", params, context),
    };
    for (const given of own) {
      for (const [name, handler] of Object.entries(given ?? {})) {
        if (handler !== undefined) Object.assign(handlers, { [name]: handler });
      }
    }
    return handlers;
  }

  /** The SDK checks the answer, and declines where it is none. */
  async #ask<Answer>(
    kind: ApprovalKind,
    params: unknown,
    { id, itemId, signal }: HandlerContext,
  ): Promise<Answer> {
    const served = this.#served;
    if (!served) throw new Error("No turn of this thread is running, so nobody is asked.");
    const { log } = served;
    this.#asked.add(id);
    const approval = { id, turnId: log.turnId, kind, method: methods[kind], params, itemId };
    const unanswered = new AbortController();
    const late = (): void => unanswered.abort(new ApprovalUnansweredError(id, this.#approvalMs));
    const timer = this.#approvalMs > 0 ? setTimeout(late, this.#approvalMs) : undefined;
    try {
      return (await log.ask(approval, AbortSignal.any([signal, unanswered.signal]))) as Answer;
    } catch (error) {
      if (signal.aborted) throw error;
      if (unanswered.signal.aborted) {
        log.write({ type: "warning", message: String(error) });
        throw error; // which declines
      }
      served.breakOff(error);
      // The server would take a failure as a decision.
      return await aborted(signal);
    } finally {
      clearTimeout(timer);
    }
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else onAbort(signal, () => reject(signal.reason));
  });
}
