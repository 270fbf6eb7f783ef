import type { UIMessage } from "./ui-message.js";
import type { SentChunk, UIMessageMetadata } from "./ui-message-chunk.js";

type Part = { type: string; [name: string]: unknown };

type ChunkOf<T extends string> = Extract<SentChunk, { type: T }>;

/** Makes a message of its chunks, as the AI SDK does on a page. */
export class MessageBuilder {
  readonly #parts: Part[] = [];
  /** The parts that may change, by what chunks name them with. */
  readonly #byKey = new Map<string, Part>();
  #id = "";
  #metadata: UIMessageMetadata | undefined;

  get message(): UIMessage {
    const parts = this.#parts as unknown as UIMessage["parts"];
    const metadata = this.#metadata && { metadata: this.#metadata };
    return { id: this.#id, role: "assistant", ...metadata, parts };
  }

  add(chunk: SentChunk): void {
    switch (chunk.type) {
      case "start":
        this.#id = chunk.messageId ?? "";
        this.#metadata = chunk.messageMetadata;
        break;
      case "message-metadata":
      case "finish":
        this.#metadata = chunk.messageMetadata;
        break;
      case "error":
        break;
      default:
        if ("data" in chunk) this.#show(chunk);
        else if ("toolCallId" in chunk) this.#call(chunk);
        else if ("approvalId" in chunk) this.#answer(chunk);
        else this.#write(chunk);
    }
  }

  #write(chunk: ChunkOf<`text-${string}` | `reasoning-${string}`>): void {
    const [type = ""] = chunk.type.split("-");
    const key = `${type} ${chunk.id}`;
    if ("delta" in chunk) {
      const part = this.#byKey.get(key);
      if (part) part.text = `${part.text}${chunk.delta}`;
      return;
    }
    const { providerMetadata } = chunk;
    if (!chunk.type.endsWith("-start")) {
      Object.assign(this.#byKey.get(key) ?? {}, { state: "done", providerMetadata });
      return;
    }
    this.#append(key, { type, text: "", state: "streaming", providerMetadata });
  }

  /** One of an id takes the place of the one before. */
  #show({ type, id, data, transient }: Extract<SentChunk, { data: unknown }>): void {
    if (transient) return;
    const key = `${type} ${id}`;
    const known = id === undefined ? undefined : this.#byKey.get(key);
    if (known) known.data = data;
    else this.#append(key, { type, ...(id !== undefined && { id }), data });
  }

  #call(chunk: Extract<SentChunk, { toolCallId: string }>): void {
    const { toolCallId } = chunk;
    const part =
      this.#byKey.get(toolCallId) ?? this.#append(toolCallId, { type: "dynamic-tool", toolCallId });
    if (chunk.type === "tool-approval-request") this.#byKey.set(chunk.approvalId, part);
    Object.assign(part, fieldsOf(chunk));
  }

  #answer({ approvalId, approved, providerMetadata }: ChunkOf<"tool-approval-response">): void {
    Object.assign(this.#byKey.get(approvalId) ?? {}, {
      state: "approval-responded",
      approval: { id: approvalId, approved },
      callProviderMetadata: providerMetadata,
    });
  }

  #append(key: string, part: Part): Part {
    this.#parts.push(part);
    this.#byKey.set(key, part);
    return part;
  }
}

/** What of a tool changes with a chunk. */
function fieldsOf(chunk: Extract<SentChunk, { toolCallId: string }>): object {
  const [output, errorText, preliminary] = [undefined, undefined, undefined];
  switch (chunk.type) {
    case "tool-input-available": {
      const { toolName, title, input, providerExecuted, providerMetadata } = chunk;
      const shown = { toolName, ...(title !== undefined && { title }), input, providerExecuted };
      const callProviderMetadata = providerMetadata;
      const state = "input-available";
      return { ...shown, state, callProviderMetadata, output, errorText, preliminary };
    }
    case "tool-approval-request":
      return { state: "approval-requested", approval: { id: chunk.approvalId } };
    case "tool-output-available": {
      const state = "output-available";
      return { state, output: chunk.output, errorText, preliminary: chunk.preliminary };
    }
    case "tool-output-error":
      return { state: "output-error", output, errorText: chunk.errorText, preliminary };
    case "tool-output-denied":
      return { state: "output-denied" };
  }
}
