import { fieldOf } from "../protocol/field-of.js";
import type { FileAppend } from "../store/thread-store.js";
import { wholeLines } from "./compare-bytes.js";

/** What the server writes last of a turn. */
const endMarks = ["task_complete", "turn_aborted"];

/** How many ends are remembered that were read before the server told of them. */
const maxRead = 64;

/**
 * Which turns have ended without their end having been read from the thread's file. The server
 * tells that a turn is complete also when it could not write it.
 */
export class TurnEnds {
  readonly #missing = new Set<string>();
  readonly #read = new Set<string>();
  /** The line within which the last piece has ended, and where in its file that was. */
  #half: { readonly path: string; readonly end: number; readonly bytes: Uint8Array } | undefined;

  /** One that has ended and was not written; undefined when all were. */
  get missing(): string | undefined {
    return this.#missing.values().next().value;
  }

  ended(turnId: string): void {
    if (!this.#read.delete(turnId)) this.#missing.add(turnId);
  }

  /** Takes the next piece of a file, which may end within a line. */
  read({ path, offset, bytes }: FileAppend): void {
    if (bytes.length === 0) return;
    const half = this.#half?.path === path && this.#half.end === offset ? this.#half : undefined;
    const read = half ? Buffer.concat([half.bytes, bytes]) : bytes;
    const lines = wholeLines(read);
    const rest = new Uint8Array(read.subarray(lines.length));
    this.#half = { path, end: offset + bytes.length, bytes: rest };
    for (const turnId of turnEndsIn(lines)) {
      if (this.#missing.delete(turnId)) continue;
      this.#read.add(turnId);
      const [oldest] = this.#read;
      if (oldest !== undefined && this.#read.size > maxRead) this.#read.delete(oldest);
    }
  }

  /** The thread goes on in another file, which need not have the turns of this one. */
  forget(): void {
    this.#missing.clear();
  }
}

/** The ids of the turns that end in these lines. */
function turnEndsIn(lines: Uint8Array): string[] {
  const bytes = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  return endMarks.flatMap((mark) => {
    const turnIds: string[] = [];
    for (let at = bytes.indexOf(mark); at >= 0; ) {
      const start = bytes.lastIndexOf("\n", at) + 1;
      const next = bytes.indexOf("\n", at);
      const end = next < 0 ? bytes.length : next;
      const turnId = turnEndOf(bytes.toString("utf8", start, end), mark);
      if (turnId !== undefined) turnIds.push(turnId);
      at = bytes.indexOf(mark, end);
    }
    return turnIds;
  });
}

/** Undefined for a line that only speaks of it, such as a message. */
function turnEndOf(line: string, mark: string): string | undefined {
  try {
    const payload = fieldOf(JSON.parse(line), "payload");
    const turnId = fieldOf(payload, "turn_id");
    return fieldOf(payload, "type") === mark && typeof turnId === "string" ? turnId : undefined;
  } catch {
    return undefined; // what follows a file that was replaced
  }
}
