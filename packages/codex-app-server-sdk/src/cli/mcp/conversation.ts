import type { Handlers, Thread, TurnHandle, TurnResult } from "../../index.js";
import type { ProgressReporter } from "./progress-reporter.js";
import { progressText } from "./progress-text.js";
import type { ToolCall } from "./tool-call.js";
import { userHandlers } from "./user-handlers.js";

/** A thread that this program has started or resumed, and the call that runs a turn on it. */
export class Conversation {
  readonly #thread: Thread;
  #call: ToolCall | undefined;

  private constructor(thread: Thread) {
    this.#thread = thread;
  }

  /** `open` starts or resumes a thread with these handlers, which ask the user of each call. */
  static async open(open: (handlers: Handlers) => Promise<Thread>): Promise<Conversation> {
    let opened: Conversation | undefined;
    const thread = await open(userHandlers(() => opened?.call));
    opened = new Conversation(thread);
    return opened;
  }

  get id(): string {
    return this.#thread.id;
  }

  /** The call that runs a turn on it. */
  get call(): ToolCall | undefined {
    return this.#call;
  }

  /** Runs a turn. The calls on a thread must not overlap. */
  async run(prompt: string, call: ToolCall): Promise<TurnResult> {
    this.#call = call;
    call.threadId = this.id;
    try {
      return await runTurn(this.#thread, prompt, call);
    } finally {
      this.#call = undefined;
    }
  }

  /** Lets the server unload the thread. The next turn loads it again. */
  async leave(): Promise<void> {
    await this.#thread.unsubscribe();
  }
}

async function runTurn(
  thread: Thread,
  prompt: string,
  { signal, progress }: ToolCall,
): Promise<TurnResult> {
  if (!progress) return thread.run(prompt, { signal });
  // A client that cancels the call learns the thread in no other way.
  progress.report(`Working on thread ${thread.id}`);
  const turn = await thread.turn(prompt, { signal });
  const told = tell(turn, progress);
  try {
    return await turn.result();
  } finally {
    await told;
  }
}

/** Reports what the turn does until it ends. How it ends is told by its result. */
async function tell(turn: TurnHandle, progress: ProgressReporter): Promise<void> {
  try {
    for await (const event of turn.events()) {
      const text = progressText(event);
      if (text !== undefined) progress.report(text);
    }
  } catch {
    // Nothing more can be told.
  }
}
