import type { JsonRpcMessage } from "./scripted-call.js";

type TraceEntry =
  | { direction: "send"; message: JsonRpcMessage }
  /** A string is a line that was not JSON. It is delivered unchanged. */
  | { direction: "recv"; message: JsonRpcMessage | string };

/**
 * Plays the server's part of a recorded trace: for each message of the client it returns what the
 * server sent next.
 */
export class TraceReplay {
  readonly #entries: TraceEntry[];
  /** Messages that the client sent earlier than in the trace. */
  readonly #early: JsonRpcMessage[] = [];
  /** From each recorded request id to the id that this client used for the same request. */
  readonly #ids = new Map<string | number, string | number>();

  constructor(jsonLines: string) {
    this.#entries = jsonLines.split("\n").flatMap(parseLine);
  }

  /** What the server sent before the client's first message. */
  start(): string[] {
    return this.#advance();
  }

  /**
   * What the server sent after this message; undefined if the rest of the trace does not contain
   * it.
   */
  take(message: JsonRpcMessage): string[] | undefined {
    const isExpected = this.#entries.some(
      (entry) => entry.direction === "send" && isSame(entry.message, message),
    );
    if (!isExpected) return undefined;
    this.#early.push(message);
    return this.#advance();
  }

  #advance(): string[] {
    const texts: string[] = [];
    for (
      let entry = this.#entries[0];
      entry && this.#play(entry, texts);
      entry = this.#entries[0]
    ) {
      this.#entries.shift();
    }
    return texts;
  }

  /** Plays one entry. Returns false when it is the client's turn. */
  #play(entry: TraceEntry, texts: string[]): boolean {
    if (entry.direction === "recv") {
      texts.push(this.#textOf(entry.message));
      return true;
    }
    const { message } = entry;
    const index = this.#early.findIndex((early) => isSame(message, early));
    const [sent] = index < 0 ? [] : this.#early.splice(index, 1);
    if (sent?.id !== undefined && message.id !== undefined) this.#ids.set(message.id, sent.id);
    return sent !== undefined;
  }

  /** Answers get the id that this client used; requests of the server keep theirs. */
  #textOf(message: JsonRpcMessage | string): string {
    if (typeof message === "string") return message;
    if (message.method !== undefined || message.id === undefined) return JSON.stringify(message);
    return JSON.stringify({ ...message, id: this.#ids.get(message.id) ?? message.id });
  }
}

/** Compares requests and notifications by method, and answers by the server's id. */
function isSame(recorded: JsonRpcMessage, sent: JsonRpcMessage): boolean {
  if (recorded.method !== sent.method) return false;
  return sent.method === undefined ? recorded.id === sent.id : true;
}

function parseLine(line: string, index: number): TraceEntry[] {
  if (line.trim() === "") return [];
  const entry = parse(line);
  if (isTraceEntry(entry)) return [entry];
  throw new Error(
    `Line ${index + 1} of the trace is not a { direction: "send" | "recv", message } object.`,
  );
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // the caller reports the line
  }
}

function isTraceEntry(value: unknown): value is TraceEntry {
  if (typeof value !== "object" || value === null) return false;
  const { direction, message } = value as Partial<TraceEntry>;
  const isKnown = direction === "send" || direction === "recv";
  const isObject = typeof message === "object" && message !== null;
  return isKnown && (isObject || (direction === "recv" && typeof message === "string"));
}
