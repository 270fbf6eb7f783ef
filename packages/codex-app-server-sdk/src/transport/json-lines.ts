import { constants } from "node:buffer";
import { StringDecoder } from "node:string_decoder";

export interface JsonLinesOptions {
  /** Longest line in bytes; 0 = none but that of the runtime's strings, about 512 MiB. */
  maxLineBytes: number;
  /** Called with each complete line that is not blank, without its line feed. */
  line(text: string): void;
  /** Called once, when a line is longer than the limit; nothing is reported after it. */
  tooLong(): void;
}

/** Cuts a stream of bytes into lines. */
export interface JsonLines {
  write(chunk: Buffer): void;
  /** Reports what follows the last line feed, if anything. */
  end(): void;
}

/** Joining the pieces of a longer line would throw. */
const maxStringLength = constants.MAX_STRING_LENGTH;

/**
 * Framing of JSON lines: only the line feed ends a line (U+2028 and U+2029 are content), UTF-8
 * characters may be split anywhere, and a long line costs time linear in its length because its
 * pieces are joined once.
 */
export function createJsonLines(options: JsonLinesOptions): JsonLines {
  const decoder = new StringDecoder("utf8");
  const limit = Math.min(options.maxLineBytes || maxStringLength, maxStringLength);
  let pieces: string[] = [];
  let pendingBytes = 0;
  let stopped = false;

  const emit = (text: string): void => {
    if (text !== "" && text !== "\r") options.line(text);
  };
  const stop = (): void => {
    stopped = true;
    pieces = [];
    options.tooLong();
  };
  const takeLine = (rest: string): string => {
    if (pieces.length === 0) return rest;
    pieces.push(rest);
    const line = pieces.join("");
    pieces = [];
    return line;
  };

  return {
    write(chunk) {
      if (stopped) return;
      const text = decoder.write(chunk);
      let start = 0;
      for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", start)) {
        const rest = text.slice(start, end);
        if (isLonger(rest, limit - pendingBytes)) return stop();
        start = end + 1;
        pendingBytes = 0;
        emit(takeLine(rest));
        if (stopped) return;
      }
      if (start < text.length) {
        const rest = start === 0 ? text : text.slice(start);
        pieces.push(rest);
        pendingBytes += Buffer.byteLength(rest);
        if (pendingBytes > limit) stop();
      }
    },
    end() {
      if (!stopped) emit(takeLine(decoder.end()));
    },
  };
}

/** Whether `text` takes more than `limit` bytes; counted only where its length leaves it open. */
function isLonger(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  return text.length * 3 > limit && Buffer.byteLength(text) > limit;
}
