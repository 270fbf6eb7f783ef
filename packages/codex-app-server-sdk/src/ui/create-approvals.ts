import type { HandlerContext, Handlers } from "../handlers/handlers.js";
import { type AnswerOf, answerMakers } from "./approval-answers.js";
import { assertOptions } from "./assert-options.js";
import type {
  ApprovalDecision,
  ApprovalKind,
  ApprovalOutcome,
  ApprovalParams,
  PendingApproval,
} from "./pending-approval.js";

/** The handlers of a table: each adds its question, and waits until it is answered. */
export type ApprovalHandlers = { readonly [Kind in ApprovalKind]: NonNullable<Handlers[Kind]> };

/** Options of `createApprovals()`. */
export interface ApprovalsOptions {
  /**
   * How many questions may wait at a time. What comes beyond that is declined, and you are warned
   * of it as of a handler that throws. Default 1,000.
   */
  maxPending?: number | undefined;
}

/** A table of the questions that wait for a person: `createApprovals()` makes one. */
export interface Approvals {
  /**
   * Handlers to give to `threadStart`, `threadResume` or `new Codex`. Leave out those that are not
   * for people: without a handler the server's request is declined.
   */
  readonly handlers: ApprovalHandlers;
  /** What waits for an answer, the oldest first. */
  list(): PendingApproval[];
  /** Answers a question. Never throws: what became of the answer is returned. */
  answer(id: string, decision: ApprovalDecision): ApprovalOutcome;
  /**
   * Calls `listener` each time that a question was asked, was answered or is of no use any more,
   * until the returned function is called or `signal` aborts.
   */
  onChange(listener: () => void, options?: { signal?: AbortSignal | undefined }): () => void;
}

/**
 * Makes a table of the questions that wait for a person, for a program where the answer comes by
 * another way than the question, such as a `POST` of a page. A question waits until it is answered,
 * its turn ends, another client answers, or `timeouts.handlerMs` has passed, which declines it.
 * Make one for each chat or user: then an id that is answered can be no one else's. Throws an
 * `OptionsError` for options that are none.
 *
 * @example
 * ```ts
 * const approvals = createApprovals();
 * const thread = await codex.threadStart({ ...rules, handlers: approvals.handlers });
 * ```
 */
export function createApprovals(options: ApprovalsOptions = {}): Approvals {
  assertOptions("approvals", options);
  return new ApprovalTable(options.maxPending ?? defaultMaxPending);
}

type Handler<Kind extends ApprovalKind> = (
  params: ApprovalParams[Kind],
  context: HandlerContext,
) => Promise<AnswerOf<Kind>>;

const defaultMaxPending = 1_000;

interface Waiting {
  readonly approval: PendingApproval;
  /** Returns whether the decision fits the question. */
  decide(decision: ApprovalDecision): boolean;
}

/** So many questions are remembered after they were answered, or went out of use. */
const maxSettled = 1_000;

class ApprovalTable implements Approvals {
  readonly handlers = Object.fromEntries(
    (Object.keys(answerMakers) as ApprovalKind[]).map((kind) => [kind, this.#handler(kind)]),
  ) as unknown as ApprovalHandlers;
  readonly #maxPending: number;
  readonly #waiting = new Map<string, Waiting>();
  readonly #settled = new Map<string, "answered" | "over">();
  readonly #listeners = new Set<() => void>();

  constructor(maxPending: number) {
    this.#maxPending = maxPending;
  }

  list(): PendingApproval[] {
    return [...this.#waiting.values()].map(({ approval }) => approval);
  }

  answer(id: string, decision: ApprovalDecision): ApprovalOutcome {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return this.#settled.get(id) ?? "unknown";
    if (!waiting.decide(decision)) return "unusable";
    this.#settle(id, "answered");
    return "taken";
  }

  onChange(listener: () => void, options: { signal?: AbortSignal | undefined } = {}): () => void {
    assertOptions("listening", options);
    const { signal } = options;
    const call = (): void => {
      if (this.#listeners.has(call)) listener();
    };
    const stop = (): void => {
      this.#listeners.delete(call);
      signal?.removeEventListener("abort", stop);
    };
    if (signal?.aborted) return stop;
    this.#listeners.add(call);
    signal?.addEventListener("abort", stop);
    return stop;
  }

  #handler<Kind extends ApprovalKind>(kind: Kind): Handler<Kind> {
    return (params, context) => this.#ask(kind, params, context);
  }

  async #ask<Kind extends ApprovalKind>(
    kind: Kind,
    params: ApprovalParams[Kind],
    { signal, ...context }: HandlerContext,
  ): Promise<AnswerOf<Kind>> {
    if (signal.aborted) throw signal.reason;
    if (this.#waiting.size >= this.#maxPending) {
      throw new Error(`${this.#maxPending} questions wait for an answer already (maxPending)`);
    }
    return new Promise((resolve, reject) => {
      const end = (): void => {
        this.#settle(context.id, "over");
        reject(signal.reason);
      };
      const decide = (decision: ApprovalDecision): boolean => {
        const answer = answerMakers[kind](decision, params);
        if (answer === undefined) return false;
        signal.removeEventListener("abort", end);
        resolve(answer);
        return true;
      };
      signal.addEventListener("abort", end, { once: true });
      const approval = { ...context, kind, params } as PendingApproval;
      this.#waiting.set(context.id, { approval, decide });
      this.#changed();
    });
  }

  #settle(id: string, outcome: "answered" | "over"): void {
    this.#waiting.delete(id);
    this.#settled.set(id, outcome);
    const [oldest] = this.#settled.keys();
    if (oldest !== undefined && this.#settled.size > maxSettled) this.#settled.delete(oldest);
    this.#changed();
  }

  /** Later, so that a listener that throws does no harm to whoever asks or answers. */
  #changed(): void {
    for (const call of this.#listeners) queueMicrotask(call);
  }
}
