import * as ai6 from "ai6";
import * as ai7 from "ai7";

/** A message as a page has it. */
export interface PageMessage {
  id: string;
  metadata?: unknown;
  parts: PagePart[];
}

/** What tests look at of a part of a message, of whichever kind. */
export interface PagePart {
  type: string;
  id?: string;
  text?: string;
  state?: string;
  toolName?: string;
  toolCallId?: string;
  input?: unknown;
  output?: unknown;
  errorText?: string;
  approval?: { id: string; approved?: boolean };
  preliminary?: boolean;
  data?: unknown;
  providerMetadata?: { codex: Record<string, unknown> };
  callProviderMetadata?: { codex: Record<string, unknown> };
}

/** Answers the requests of a page. */
export type PageFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** The chat of a page. */
export interface PageChat {
  readonly messages: PageMessage[];
  readonly status: string;
  readonly error: Error | undefined;
  /** Resolves when the answer was read. */
  sendMessage(message: { text: string }): Promise<void>;
  /** Reads what runs, if anything does. */
  resumeStream(): Promise<void>;
  /** Notes how the user has answered an approval. */
  addToolApprovalResponse(answer: { id: string; approved: boolean }): Promise<void>;
  /** Leaves what it reads. */
  stop(): Promise<void>;
  /** Resolves when the page shows a tool in this state. */
  shows(state: string): Promise<void>;
}

/** How a page reads a stream of chunks, with each version of the AI SDK. */
export interface AiVersion {
  name: string;
  /** What the backend is told of the page. */
  aiVersion: 6 | 7;
  /** Whether a message is one in every detail. */
  isValid(message: PageMessage | undefined): Promise<boolean>;
  /** Every state that the message has. Fails where the page would show an error. */
  read(chunks: ReadableStream<unknown>): AsyncIterable<PageMessage>;
  /** What `useChat` is without React. `fetch` answers its requests. */
  startChat(fetch: PageFetch): PageChat;
  /** The chunks that the default transport makes of the answer to a request. */
  fetched(answer: () => Response | Promise<Response>): Promise<ReadableStream<unknown>>;
}

export const aiVersions: readonly AiVersion[] = [
  versionOf("ai 6", ai6 as unknown as AiSdk, 6),
  versionOf("ai 7 taken for 6", ai7 as unknown as AiSdk, 6),
  versionOf("ai 7", ai7 as unknown as AiSdk, 7),
];

/** What is used of them. Their types have no common form. */
interface AiSdk {
  readUIMessageStream(options: {
    stream: ReadableStream<unknown>;
    terminateOnError: boolean;
  }): AsyncIterable<PageMessage>;
  DefaultChatTransport: new (options: {
    fetch: PageFetch;
  }) => {
    reconnectToStream(options: { chatId: string }): Promise<ReadableStream<unknown> | null>;
  };
  safeValidateUIMessages(options: { messages: unknown }): Promise<{ success: boolean }>;
  AbstractChat: new (options: { id: string; transport: object; state: object }) => PageChat;
}

/** What `useChat` keeps in React's state. */
class PageState {
  status = "ready";
  error: Error | undefined;
  #messages: PageMessage[] = [];
  readonly #waiting = new Set<() => void>();

  get messages(): PageMessage[] {
    return this.#messages;
  }

  set messages(messages: PageMessage[]) {
    this.#messages = messages;
    for (const check of this.#waiting) check();
  }

  async shows(state: string): Promise<void> {
    const isShown = (): boolean =>
      this.#messages.some(({ parts }) => parts.some((part) => part.state === state));
    await new Promise<void>((resolve) => {
      const check = (): void => {
        if (isShown()) resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  pushMessage(message: PageMessage): void {
    this.messages = [...this.messages, message];
  }

  popMessage(): void {
    this.messages = this.messages.slice(0, -1);
  }

  replaceMessage(index: number, message: PageMessage): void {
    this.messages = this.messages.with(index, structuredClone(message));
  }

  snapshot<T>(value: T): T {
    return structuredClone(value);
  }
}

function versionOf(name: string, sdk: AiSdk, aiVersion: 6 | 7): AiVersion {
  const { readUIMessageStream, safeValidateUIMessages, DefaultChatTransport, AbstractChat } = sdk;
  return {
    name,
    aiVersion,
    isValid: async (message) => (await safeValidateUIMessages({ messages: [message] })).success,
    startChat(fetch): PageChat {
      class Chat extends AbstractChat {}
      const transport = new DefaultChatTransport({ fetch });
      const state = new PageState();
      const chat = new Chat({ id: "chat", transport, state });
      return Object.assign(chat, { shows: (shown: string) => state.shows(shown) });
    },
    read: (stream) => readUIMessageStream({ stream, terminateOnError: true }),
    async fetched(answer): Promise<ReadableStream<unknown>> {
      const transport = new DefaultChatTransport({ fetch: async () => answer() });
      const stream = await transport.reconnectToStream({ chatId: "chat" });
      if (stream === null) throw new Error("There is no stream.");
      return stream;
    },
  };
}
