import type * as wire from "codex-app-server-sdk/protocol";
import type { TurnEventOf } from "../events/turn-event.js";
import { endOfQuestion, isWaiting, standIn, unfinished } from "./asking-parts.js";
import { ToldAnswers } from "./told-answers.js";
import { inputOf, outcome, preliminary, requestOf, type ToolPart } from "./tool-chunks.js";
import { endOfItem, type ShownTool, type ToolEnd, toolOfItem } from "./tool-of-item.js";
import type { SentChunk, UIJson, UIPartMetadata } from "./ui-message-chunk.js";

/** How the tools of a message are sent. */
export interface ToolFormat {
  /** So many characters of what each command has written, the last ones; 0 = all. */
  readonly maxOutput: number;
  /** Whether the page knows a chunk for the answer to an approval. */
  readonly hasResponses: boolean;
}

/** The tools of a message: the items of the turn that are no texts, and what they ask. */
export class ToolParts {
  readonly #threadId: string;
  readonly #maxOutput: number;
  readonly #answers: ToldAnswers;
  /** How many items of an id there were. */
  readonly #counts = new Map<string, number>();
  /** The open items of each id, the oldest first. */
  readonly #open = new Map<string, ToolPart[]>();
  /** Those that wait for an answer, by its id. */
  readonly #asking = new Map<string, ToolPart>();

  constructor(threadId: string, { maxOutput, hasResponses }: ToolFormat) {
    this.#threadId = threadId;
    this.#maxOutput = maxOutput;
    this.#answers = new ToldAnswers(hasResponses);
  }

  start({ itemId, item }: TurnEventOf<"item-start">): SentChunk[] {
    const tool = toolOfItem(item);
    if (tool === undefined) return [];
    const part = this.#add(itemId, tool, { itemType: item.type, itemId });
    return [inputOf(part)];
  }

  write({ itemId, text }: TurnEventOf<"command-output">): SentChunk[] {
    const part = this.#latest(itemId);
    if (part === undefined) return [];
    part.output = (part.output + text).slice(-this.#maxOutput);
    return show(part, { output: part.output });
  }

  report({ itemId, message }: TurnEventOf<"tool-progress">): SentChunk[] {
    const part = this.#latest(itemId);
    return part === undefined ? [] : show(part, { progress: message });
  }

  complete({ itemId, item }: TurnEventOf<"item-end">): SentChunk[] {
    const tool = toolOfItem(item);
    const part = this.#take(itemId, item.type);
    if (part === undefined || tool === undefined) return [];
    const end = endOfItem(item, part.output, this.#maxOutput);
    // A search knows only now what it has looked for. What was declined keeps nothing of an output.
    const isNew = !isSame(tool, part.tool) || end.kind === "declined";
    part.tool = tool;
    return [...(isNew ? [inputOf(part)] : []), ...this.#endWith(part, end)];
  }

  /** What belongs to no item of the message gets a tool of its own. */
  ask(event: TurnEventOf<"approval-start">): SentChunk[] {
    const { id, method, params } = event;
    const part = this.#concerned(event) ?? standIn(event);
    part.approval = { id };
    this.#asking.set(id, part);
    return [inputOf(part, { method, params: withoutChanges(params) }), requestOf(part, id)];
  }

  /** The item goes on; what stands in for none is over. */
  answer({ id, isAccepted }: TurnEventOf<"approval-end">): SentChunk[] {
    const part = this.#asking.get(id);
    if (part?.approval === undefined) return [];
    this.#asking.delete(id);
    part.approval.isAccepted = isAccepted;
    if (part.metadata.itemId === undefined) return this.#endWith(part, endOfQuestion(isAccepted));
    const { output } = part;
    const isShown = output !== "" && isAccepted !== false;
    return [...this.#answers.goOn(part), ...(isShown ? show(part, { output }) : [])];
  }

  /** The turn is over: what runs on, or never came to its end, ends here. */
  end(): SentChunk[] {
    const open = new Set([...this.#open.values(), [...this.#asking.values()]].flat());
    this.#open.clear();
    this.#asking.clear();
    return [...open].flatMap((part) => this.#endWith(part, unfinished(part)));
  }

  #endWith(part: ToolPart, end: ToolEnd): SentChunk[] {
    if (part.approval !== undefined) this.#asking.delete(part.approval.id);
    return [...this.#answers.settle(part, end), outcome(part, end)];
  }

  /** Ids may repeat within a turn, but not within a message. */
  #add(itemId: string, tool: ShownTool, metadata: UIPartMetadata): ToolPart {
    const count = (this.#counts.get(itemId) ?? 0) + 1;
    this.#counts.set(itemId, count);
    const callId = count === 1 ? itemId : `${itemId}#${count}`;
    const part: ToolPart = { callId, metadata, tool, output: "", approval: undefined };
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
   * The item that is asked about, before it runs: a tool of the page can ask for one thing, and
   * what it shows of its output is lost then. Ids of other threads, which sub-agents have, mean
   * other items.
   */
  #concerned({ itemId, params }: TurnEventOf<"approval-start">): ToolPart | undefined {
    const { threadId } = (params ?? {}) as { threadId?: unknown };
    if (threadId !== this.#threadId) return undefined;
    const part = itemId === undefined ? this.#calledTool(params) : this.#latest(itemId);
    return part?.approval === undefined && part?.output === "" ? part : undefined;
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
          isSame(part.tool, { name: `${server}.${tool}`, input: given }),
      );
    return found.length === 1 ? found[0] : undefined;
  }
}

/** While it waits for an answer it shows nothing of what it does. */
function show(part: ToolPart, value: unknown): SentChunk[] {
  return isWaiting(part) ? [] : [preliminary(part, value)];
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
