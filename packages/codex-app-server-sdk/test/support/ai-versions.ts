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
  approval?: { id: string };
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
  /** Leaves what it reads. */
  stop(): Promise<void>;
}

/** How a page reads a stream of chunks, with each version of the AI SDK. */
export interface AiVersion {
  name: string;
  /** Every state that the message has. Fails where the page would show an error. */
  read(chunks: ReadableStream<unknown>): AsyncIterable<PageMessage>;
  /** What `useChat` is without React. `fetch` answers its requests. */
  startChat(fetch: PageFetch): PageChat;
  /** The chunks that the default transport makes of the answer to a request. */
  fetched(answer: () => Response | Promise<Response>): Promise<ReadableStream<unknown>>;
}

export const aiVersions: readonly AiVersion[] = [
  versionOf("ai 6", ai6 as unknown as AiSdk),
  versionOf("ai 7", ai7 as unknown as AiSdk),
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
  AbstractChat: new (options: { id: string; transport: object; state: object }) => PageChat;
}

/** What `useChat` keeps in React's state. */
class PageState {
  status = "ready";
  error: Error | undefined;
  messages: PageMessage[] = [];

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

function versionOf(name: string, sdk: AiSdk): AiVersion {
  const { readUIMessageStream, DefaultChatTransport, AbstractChat } = sdk;
  return {
    name,
    startChat(fetch): PageChat {
      class Chat extends AbstractChat {}
      const transport = new DefaultChatTransport({ fetch });
      return new Chat({ id: "chat", transport, state: new PageState() });
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
