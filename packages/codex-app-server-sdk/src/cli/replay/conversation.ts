import type * as wire from "codex-app-server-sdk/protocol";
import { TurnUsage } from "../../results/turn-usage.js";
import type { Block, BlockKind } from "./block.js";
import { describeItem } from "./describe-item.js";
import { describeAnswer, describeRequest } from "./describe-request.js";
import { asRecord, asText, inLine } from "./json-parts.js";
import { OpenItems } from "./open-items.js";
import type { RecordEntry } from "./read-record.js";

/** How much of a refusal is shown. */
const maxErrorLength = 500;

type Fields = Readonly<Record<string, unknown>>;

/** Makes a conversation of the messages between a client and its server. */
export class Conversation {
  readonly #items = new OpenItems();
  /** What the server has asked and nobody has answered yet: the thread, by the request's id. */
  readonly #asked = new Map<unknown, string>();
  /** The requests of the client that are not answered yet, by id. */
  readonly #sent = new Map<unknown, Fields>();
  readonly #usages = new Map<string, TurnUsage>();

  /** What a message adds. */
  add({ direction, message }: RecordEntry): Block[] {
    const fields = asRecord(message);
    if (direction === "send") return this.#send(fields);
    return "method" in fields ? this.#receive(fields) : this.#answered(fields);
  }

  /** What was on its way when the record ended. */
  end(): Block[] {
    return this.#items.takeAll().flatMap(({ item, threadId }) => itemBlocks(item, threadId, true));
  }

  #send(fields: Fields): Block[] {
    const { id, method } = fields;
    if (id === undefined) return [];
    if (method !== undefined) {
      this.#sent.set(id, fields);
      return [];
    }
    const threadId = this.#asked.get(id);
    if (!this.#asked.delete(id)) return [];
    return blocks("answer", threadId, describeAnswer(fields));
  }

  #answered({ id, error }: Fields): Block[] {
    const { method, params } = this.#sent.get(id) ?? {};
    this.#sent.delete(id);
    if (error === undefined) return [];
    const reason = asText(asRecord(error).message).trimEnd();
    const text = `${asText(method)} was refused: ${reason}`;
    return blocks("error", threadOf(params), shortened(text));
  }

  #receive({ id, method, params }: Fields): Block[] {
    const name = asText(method);
    const fields = asRecord(params);
    if (id !== undefined) return this.#ask(id, name, fields);
    return Object.hasOwn(this.#readers, name) ? (this.#readers[name]?.(fields) ?? []) : [];
  }

  #ask(id: unknown, method: string, params: Fields): Block[] {
    const question = describeRequest(method, params, this.#items.get(params));
    if (question === undefined) return [];
    this.#asked.set(id, threadOf(params));
    return blocks("question", threadOf(params), question);
  }

  readonly #readers: Readonly<Record<string, (params: Fields) => Block[]>> = {
    "item/started": (params) => {
      this.#items.start(params);
      return [];
    },
    "item/agentMessage/delta": (params) => {
      this.#items.append(params, "agentMessage", "text");
      return [];
    },
    "item/commandExecution/outputDelta": (params) => {
      this.#items.append(params, "commandExecution", "aggregatedOutput");
      return [];
    },
    "item/completed": (params) => {
      const { item } = this.#items.complete(params);
      return itemBlocks(item, threadOf(params));
    },
    "thread/tokenUsage/updated": (params) => {
      const key = keyOf(params, params.turnId);
      const usage = this.#usages.get(key) ?? new TurnUsage();
      usage.add(params.tokenUsage as wire.ThreadTokenUsage | undefined);
      this.#usages.set(key, usage);
      return [];
    },
    error: (params) => {
      const reason = asText(asRecord(params.error).message);
      if (params.willRetry !== true) return []; // the turn's end says it
      return blocks("note", threadOf(params), `tries again: ${reason}`);
    },
    "turn/completed": (params) => this.#endTurn(params),
  };

  #endTurn(params: Fields): Block[] {
    const { id, status, error } = asRecord(params.turn);
    const open = this.#items.takeOf(params, id);
    const key = keyOf(params, id);
    const usage = this.#usages.get(key)?.turnUsage;
    this.#usages.delete(key);
    return [
      ...open.flatMap(({ item, threadId }) => itemBlocks(item, threadId, true)),
      ...endBlocks(status, error, threadOf(params)),
      ...(usage ? blocks("note", threadOf(params), usageText(usage)) : []),
    ];
  }
}

function itemBlocks(item: Fields, threadId: string, isOpen = false): Block[] {
  const described = describeItem(item, isOpen);
  return described ? [{ ...described, threadId }] : [];
}

function endBlocks(status: unknown, error: unknown, threadId: string): Block[] {
  if (status === "completed") return [];
  const reason = asText(asRecord(error).message);
  if (status !== "failed") return blocks("note", threadId, `the turn was ${inLine(status)}`);
  return blocks("error", threadId, `the turn failed: ${reason}`);
}

function usageText(usage: wire.TokenUsageBreakdown): string {
  const { inputTokens, cachedInputTokens, outputTokens } = usage;
  return `tokens: ${inputTokens} in (${cachedInputTokens} cached), ${outputTokens} out`;
}

function blocks(kind: BlockKind, threadId: string | undefined, text: string): Block[] {
  return [{ kind, threadId: threadId ?? "", text }];
}

/** Some refusals list everything that would have been possible. */
function shortened(text: string): string {
  return text.length > maxErrorLength ? `${text.slice(0, maxErrorLength)} …` : text;
}

function threadOf(params: unknown): string {
  return asText(asRecord(params).threadId);
}

function keyOf(params: Fields, turnId: unknown): string {
  return JSON.stringify([threadOf(params), asText(turnId)]);
}
