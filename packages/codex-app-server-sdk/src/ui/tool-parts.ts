import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnEventOf } from "../events/turn-event.js";
import { handlerAsked } from "./handler-asked.js";
import { inputOf, outcome, output, preliminary, type ToolPart } from "./tool-chunks.js";
import { endOfItem, type ShownTool, toolOfItem } from "./tool-of-item.js";
import type { UIJson, UIMessageChunk, UIPartMetadata } from "./ui-message-chunk.js";

/** The tools of a message: the items of the turn that are no texts, and what they ask. */
export class ToolParts {
  readonly #threadId: string;
  readonly #maxOutput: number;
  /** How many items of an id there were. */
  readonly #counts = new Map<string, number>();
  /** The open items of each id, the oldest first. */
  readonly #open = new Map<string, ToolPart[]>();
  /** Those that wait for an answer, by its id. */
  readonly #asking = new Map<string, ToolPart>();

  constructor(threadId: string, maxOutput: number) {
    this.#threadId = threadId;
    this.#maxOutput = maxOutput;
  }

  start({ itemId, item }: TurnEventOf<"item-start">): UIMessageChunk[] {
    const tool = toolOfItem(item);
    if (tool === undefined) return [];
    const part = this.#add(itemId, tool, { itemType: item.type, itemId });
    return [inputOf(part)];
  }

  write({ itemId, text }: TurnEventOf<"command-output">): UIMessageChunk[] {
    const part = this.#latest(itemId);
    if (part === undefined) return [];
    part.output = (part.output + text).slice(-this.#maxOutput);
    return part.approvalId === undefined ? [preliminary(part, { output: part.output })] : [];
  }

  report({ itemId, message }: TurnEventOf<"tool-progress">): UIMessageChunk[] {
    const part = this.#latest(itemId);
    if (part === undefined || part.approvalId !== undefined) return [];
    return [preliminary(part, { progress: message })];
  }

  complete({ itemId, item }: TurnEventOf<"item-end">): UIMessageChunk[] {
    const tool = toolOfItem(item);
    const part = this.#take(itemId, item.type);
    if (part === undefined || tool === undefined) return [];
    if (part.approvalId !== undefined) this.#asking.delete(part.approvalId);
    const end = outcome(part, endOfItem(item, part.output, this.#maxOutput));
    // What was declined keeps nothing of an output that it had so far.
    if (isSame(tool, part.tool) && end.type !== "tool-output-denied") return [end];
    part.tool = tool; // A search knows only now what it has looked for.
    return [inputOf(part), end];
  }

  /** What belongs to no item of the message gets a tool of its own. */
  ask(event: TurnEventOf<"approval-start">): UIMessageChunk[] {
    const { id, method, params } = event;
    const part = this.#concerned(event) ?? standIn(event);
    part.approvalId = id;
    this.#asking.set(id, part);
    return [
      inputOf(part, { method, params: withoutChanges(params) }),
      { type: "tool-approval-request", approvalId: id, toolCallId: part.callId },
    ];
  }

  /** The item goes on; what stands in for none is over. */
  answer({ id }: TurnEventOf<"approval-end">): UIMessageChunk[] {
    const part = this.#asking.get(id);
    if (part === undefined) return [];
    this.#asking.delete(id);
    part.approvalId = undefined;
    if (part.metadata.itemId === undefined) return [output(part, { status: "answered" })];
    const written = part.output === "" ? [] : [preliminary(part, { output: part.output })];
    return [inputOf(part), ...written];
  }

  /** The turn is over: what runs on, or never came to its end, ends here. */
  end(): UIMessageChunk[] {
    const open = new Set([...this.#open.values(), [...this.#asking.values()]].flat());
    this.#open.clear();
    this.#asking.clear();
    return [...open].map((part) => output(part, { output: part.output, status: "unfinished" }));
  }

  /** Ids may repeat within a turn, but not within a message. */
  #add(itemId: string, tool: ShownTool, metadata: UIPartMetadata): ToolPart {
    const count = (this.#counts.get(itemId) ?? 0) + 1;
    this.#counts.set(itemId, count);
    const callId = count === 1 ? itemId : `${itemId}#${count}`;
    const part: ToolPart = { callId, metadata, tool, output: "", approvalId: undefined };
    this.#open.set(itemId, [...(this.#open.get(itemId) ?? []), part]);
    return part;
  }

  /** Of several items of an id the oldest of this kind ends. */
  #take(itemId: string, type: string): ToolPart | undefined {
    const open = this.#open.get(itemId) ?? [];
    const ended = open.find(({ metadata }) => metadata.itemType === type);
    const others = open.filter((part) => part !== ended);
    if (others.length > 0) this.#open.set(itemId, others);
    else this.#open.delete(itemId);
    return ended;
  }

  #latest(itemId: string): ToolPart | undefined {
    return this.#open.get(itemId)?.at(-1);
  }

  /**
   * The item that is asked about, unless it waits for another answer: a tool of the page can ask
   * for one thing at a time. Ids of other threads, which sub-agents have, mean other items.
   */
  #concerned({ itemId, params }: TurnEventOf<"approval-start">): ToolPart | undefined {
    const { threadId } = (params ?? {}) as { threadId?: unknown };
    if (threadId !== this.#threadId) return undefined;
    const part = itemId === undefined ? this.#calledTool(params) : this.#latest(itemId);
    return part?.approvalId === undefined ? part : undefined;
  }

  /** A request about the call of an MCP tool does not name its item. */
  #calledTool(params: unknown): ToolPart | undefined {
    const { server, tool, arguments: given } = params as Partial<wire.McpToolCallThreadItem>;
    if (tool === undefined) return undefined;
    const found = [...this.#open.values()]
      .flat()
      .filter(
        (part) =>
          part.metadata.itemType === "mcpToolCall" &&
          isSame(part.tool, { ...part.tool, name: `${server}.${tool}`, input: given }),
      );
    return found.length === 1 ? found[0] : undefined;
  }
}

function standIn({ id, method, params }: TurnEventOf<"approval-start">): ToolPart {
  const name = handlerAsked(method, params);
  return {
    callId: `approval-${id}`,
    metadata: { itemType: name },
    tool: { name, input: params },
    output: "",
    approvalId: id,
  };
}

/** A call may be without arguments, and say so or not. */
function isSame(one: ShownTool, other: ShownTool): boolean {
  return (
    one.name === other.name && JSON.stringify(one.input ?? {}) === JSON.stringify(other.input ?? {})
  );
}

/** The input of the tool has them, which may be long. */
function withoutChanges(params: unknown): UIJson {
  if (typeof params !== "object" || params === null) return null;
  const { changes: _changes, ...rest } = params as { [name: string]: UIJson };
  return rest;
}
