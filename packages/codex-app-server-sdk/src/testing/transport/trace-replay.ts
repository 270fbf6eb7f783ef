import type { JsonRpcMessage } from "./scripted-call.js";

type TraceEntry =
  | { direction: "send"; message: JsonRpcMessage }
  /** A text is a line that was no JSON; it is delivered as it was. */
  | { direction: "recv"; message: JsonRpcMessage | string };

/** The server's side of a recorded trace: given what the client sends, says what comes back. */
export class TraceReplay {
  readonly #entries: TraceEntry[];
  /** What the client sent ahead of its place in the trace. */
  readonly #early: JsonRpcMessage[] = [];
  /** Recorded request id -> the id that this client gave the same request. */
  readonly #ids = new Map<string | number, string | number>();

  constructor(jsonLines: string) {
    this.#entries = jsonLines.split("\n").flatMap(parseLine);
  }

  /** What the server sent before the client's first message. */
  start(): string[] {
    return this.#advance();
  }

  /**
   * What the server sent after this message; undefined if the rest of the trace does not hold it.
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

  /** Plays one entry; false when it is the client's turn. */
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

  /** An answer carries the client's id; a request of the server keeps its own. */
  #textOf(message: JsonRpcMessage | string): string {
    if (typeof message === "string") return message;
    if (message.method !== undefined || message.id === undefined) return JSON.stringify(message);
    return JSON.stringify({ ...message, id: this.#ids.get(message.id) ?? message.id });
  }
}

/** Requests and notifications are the same by method, answers by the server's id. */
function isSame(recorded: JsonRpcMessage, sent: JsonRpcMessage): boolean {
  if (recorded.method !== sent.method) return false;
  return sent.method === undefined ? recorded.id === sent.id : true;
}

function parseLine(line: string, index: number): TraceEntry[] {
  if (line.trim() === "") return [];
  const entry = parse(line);
  if (isTraceEntry(entry)) return [entry];
  throw new Error(
    `Line ${index + 1} of the trace is no { direction: "send" | "recv", message } object.`,
  );
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // The caller names the line.
  }
}

function isTraceEntry(value: unknown): value is TraceEntry {
  if (typeof value !== "object" || value === null) return false;
  const { direction, message } = value as Partial<TraceEntry>;
  const isKnown = direction === "send" || direction === "recv";
  const isObject = typeof message === "object" && message !== null;
  return isKnown && (isObject || (direction === "recv" && typeof message === "string"));
}
