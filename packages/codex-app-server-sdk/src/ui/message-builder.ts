import type { UIMessage } from "./ui-message.js";
import type { SentChunk, UIProviderMetadata } from "./ui-message-chunk.js";

type Part = { type: string; [name: string]: unknown };

type ChunkOf<T extends string> = Extract<SentChunk, { type: T }>;

/** What chunks of tools have in common, and what must not become part of the message. */
interface ToolChunk {
  readonly type: string;
  readonly toolCallId: string;
  readonly approvalId?: string;
  readonly providerMetadata?: UIProviderMetadata;
  readonly dynamic?: true;
}

/** Makes a message of its chunks, as the AI SDK does on a page. */
export class MessageBuilder {
  readonly #parts: Part[] = [];
  /** The parts that may change, by what chunks name them with. */
  readonly #byKey = new Map<string, Part>();
  readonly message: UIMessage = {
    id: "",
    role: "assistant",
    parts: this.#parts as unknown as UIMessage["parts"],
  };

  add(chunk: SentChunk): void {
    if ("messageMetadata" in chunk) {
      this.message.metadata = chunk.messageMetadata;
      if (chunk.type === "start") this.message.id = chunk.messageId ?? "";
    } else if ("data" in chunk) this.#show(chunk);
    else if ("toolCallId" in chunk) this.#call(chunk);
    else if ("approvalId" in chunk) this.#answer(chunk);
    else if ("id" in chunk) this.#write(chunk);
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
    const isStart = chunk.type.endsWith("-start");
    const part = isStart ? this.#append(key, { type, text: "" }) : this.#byKey.get(key);
    Object.assign(part ?? {}, { state: isStart ? "streaming" : "done", providerMetadata });
  }

  /** One of an id takes the place of the one before. */
  #show({ type, id, data, transient }: Extract<SentChunk, { data: unknown }>): void {
    if (transient) return;
    const key = `${type} ${id}`;
    const known = id === undefined ? undefined : this.#byKey.get(key);
    if (known) known.data = data;
    else this.#append(key, { type, ...(id !== undefined && { id }), data });
  }

  /** Each state of a tool has its own of these, which are named as in the chunk. */
  #call(chunk: ToolChunk): void {
    const { type, toolCallId, approvalId, providerMetadata, dynamic: _, ...fields } = chunk;
    const part =
      this.#byKey.get(toolCallId) ?? this.#append(toolCallId, { type: "dynamic-tool", toolCallId });
    const none = { output: undefined, errorText: undefined, preliminary: undefined };
    Object.assign(part, none, fields, { state: type.slice("tool-".length) });
    if (providerMetadata) part.callProviderMetadata = providerMetadata;
    if (approvalId === undefined) return;
    this.#byKey.set(approvalId, part);
    Object.assign(part, { state: "approval-requested", approval: { id: approvalId } });
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
