import { open } from "node:fs/promises";
import { messageOf } from "../../errors/error-text.js";
import { CliError } from "../commands/cli-error.js";
import { asRecord } from "./json-parts.js";

/** One line of a record, as `traceWriter` has written it. */
export interface RecordEntry {
  readonly direction: "send" | "recv";
  /** A string is a line of the server that was no JSON. */
  readonly message: unknown;
}

/**
 * Reads a record line by line, however long it is. Rejects with a `CliError` when the file can't be
 * read, and after the last entry before the first line that is none.
 */
export async function* readRecord(path: string): AsyncGenerator<RecordEntry> {
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    if (line.trim() === "") continue;
    const entry = parse(line);
    if (entry === undefined) throw notAnEntry(path, number);
    yield entry;
  }
  if (number === 0) throw new CliError("failure", `${path} is empty: nothing was recorded.`);
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    await using file = await open(path);
    yield* file.readLines();
  } catch (error) {
    throw explain(path, error as NodeJS.ErrnoException);
  }
}

function explain(path: string, error: NodeJS.ErrnoException): CliError {
  const { code } = error;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new CliError("usage", `There is no file ${path}.`);
  }
  if (code === "EISDIR") return new CliError("usage", `${path} is a folder; name a file.`);
  return new CliError("failure", `${path} can't be read: ${messageOf(error)}`, { cause: error });
}

function parse(line: string): RecordEntry | undefined {
  try {
    const { direction, message } = asRecord(JSON.parse(line));
    const isKnown = direction === "send" || direction === "recv";
    const isMessage =
      typeof message === "string" || (typeof message === "object" && message !== null);
    return isKnown && isMessage ? { direction, message } : undefined;
  } catch {
    return undefined;
  }
}

function notAnEntry(path: string, number: number): CliError {
  const what =
    number === 1
      ? `${path} is no record: its first line is not what traceWriter() writes.`
      : `${path} is cut off or damaged in line ${number}. What comes before it is shown.`;
  return new CliError("failure", what);
}
