import type { Codex, Thread, TurnHandle } from "codex-app-server-sdk";
import { type ApprovalHandlers, type Approvals, createApprovals } from "codex-app-server-sdk/ui";
import type { ChatSummary } from "../chat-api.js";

/** A chat is a thread of Codex, which stores it, and the questions that it asks. */
export class Chat {
  readonly thread: Thread;
  readonly approvals: Approvals;
  #turnId: string | null = null;

  constructor(thread: Thread, approvals: Approvals) {
    this.thread = thread;
    this.approvals = approvals;
  }

  get turn(): TurnHandle | null {
    return this.thread.currentTurn();
  }

  /** Fails while a turn runs. */
  async say(text: string): Promise<TurnHandle> {
    const turn = await this.thread.turn(text);
    this.#turnId = turn.id;
    return turn;
  }

  summary(): Omit<ChatSummary, "id" | "title"> {
    const { turn } = this;
    const asks = this.approvals.list().length;
    return { turnId: turn?.id ?? this.#turnId, isRunning: turn !== null, asks };
  }
}

/** Given at every resume too: the server does not keep all of it. */
const rules = { sandbox: "workspace", approvalPolicy: "untrusted" } as const;

const notOpen = { turnId: null, isRunning: false, asks: 0 };

const maxListed = 50;

/** The chats of one folder. */
export class Chats {
  readonly folder: string;
  readonly #codex: Codex;
  readonly #open = new Map<string, Promise<Chat>>();

  constructor(codex: Codex, folder: string) {
    this.#codex = codex;
    this.folder = folder;
  }

  /** Codex stores it with its first turn. */
  async start(): Promise<string> {
    const approvals = createApprovals();
    const handlers = answeredByPeople(approvals);
    const thread = await this.#codex.threadStart({ ...rules, cwd: this.folder, handlers });
    this.#open.set(thread.id, Promise.resolve(new Chat(thread, approvals)));
    return thread.id;
  }

  /** After a restart of this program a chat goes on from what Codex has stored of it. */
  get(id: string): Promise<Chat> {
    const known = this.#open.get(id);
    if (known) return known;
    const chat = this.#resume(id);
    chat.catch(() => this.#open.delete(id));
    this.#open.set(id, chat);
    return chat;
  }

  async list(): Promise<ChatSummary[]> {
    const filter = { cwd: this.folder, modelProviders: [], limit: maxListed };
    const { data } = await this.#codex.threadList({ ...filter, sortKey: "updated_at" });
    return Promise.all(
      data.map(async ({ id, name, preview }) => {
        const chat = await this.#open.get(id)?.catch(() => undefined);
        return { id, title: name ?? preview, ...(chat?.summary() ?? notOpen) };
      }),
    );
  }

  async #resume(id: string): Promise<Chat> {
    const approvals = createApprovals();
    const handlers = answeredByPeople(approvals);
    return new Chat(await this.#codex.threadResume(id, { ...rules, handlers }), approvals);
  }
}

/** This page has no forms: what needs one is declined. */
function answeredByPeople({ handlers }: Approvals): Partial<ApprovalHandlers> {
  const { elicitation: _form, userInput: _questions, ...others } = handlers;
  return others;
}
