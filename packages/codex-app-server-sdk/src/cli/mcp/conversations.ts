import type { Codex, ThreadStartOptions, TurnResult } from "../../index.js";
import { CallQueue } from "./call-queue.js";
import { Conversation } from "./conversation.js";
import type { ToolCall } from "./tool-call.js";

/** So many threads stay loaded that no call works on, with their terminals and MCP servers. */
export const maxIdle = 16;

/** The conversations that tool calls start and continue, on one Codex server. */
export class Conversations {
  readonly #createCodex: () => Codex;
  readonly #queue = new CallQueue();
  #codex: Codex;
  /** Those that are loaded; the one that was used last stands last. */
  #loaded = new Map<string, Conversation>();
  /** What threads were started with: Codex 0.169 forgets `workspace-write` when it unloads one. */
  readonly #sandboxes = new Map<string, ThreadStartOptions["sandbox"]>();

  constructor(createCodex: () => Codex) {
    this.#createCodex = createCodex;
    this.#codex = createCodex();
  }

  /** Starts a thread, and runs a turn on it. */
  async start(options: ThreadStartOptions, prompt: string, call: ToolCall): Promise<TurnResult> {
    const { signal } = call;
    const codex = this.#living();
    const conversation = await Conversation.open((handlers) =>
      codex.threadStart({ ...options, handlers, signal }),
    );
    if (options.sandbox) this.#sandboxes.set(conversation.id, options.sandbox);
    return this.#queue.run(conversation.id, () => this.#run(conversation, prompt, call));
  }

  /** Runs a turn on a thread, after those that run on it; resumes it when it is not loaded. */
  async reply(threadId: string, prompt: string, call: ToolCall): Promise<TurnResult> {
    return this.#queue.run(threadId, async () => {
      const codex = this.#living();
      const loaded = this.#loaded.get(threadId);
      return this.#run(loaded ?? (await this.#resume(codex, threadId, call)), prompt, call);
    });
  }

  /** Ends the server, with all that runs on it. */
  async close(): Promise<void> {
    await this.#codex.close();
  }

  /** The client; another one when the server of the last has died. */
  #living(): Codex {
    if (this.#codex.state === "lost") {
      this.#codex = this.#createCodex();
      this.#loaded = new Map();
    }
    return this.#codex;
  }

  async #run(conversation: Conversation, prompt: string, call: ToolCall): Promise<TurnResult> {
    this.#loaded.delete(conversation.id);
    this.#loaded.set(conversation.id, conversation);
    try {
      return await conversation.run(prompt, call);
    } finally {
      this.#leaveOldest();
    }
  }

  /** Leaves the threads that were used longest ago, when too many are loaded. */
  #leaveOldest(): void {
    const idle = [...this.#loaded.values()].filter(({ call }) => call === undefined);
    for (const conversation of idle.slice(0, Math.max(0, idle.length - maxIdle))) {
      this.#loaded.delete(conversation.id);
      conversation.leave().catch(() => {}); // the server keeps it, which costs memory alone
    }
  }

  #resume(codex: Codex, threadId: string, { signal }: ToolCall): Promise<Conversation> {
    const sandbox = this.#sandboxes.get(threadId);
    // A goal that is still active would run turns that nobody waits for.
    const options = { signal, goal: "pause" as const, ...(sandbox && { sandbox }) };
    return Conversation.open((handlers) => codex.threadResume(threadId, { handlers, ...options }));
  }
}
