import type { FileHandle } from "node:fs/promises";
import { ThreadStoreError } from "../errors/index.js";
import { fieldOf } from "../protocol/field-of.js";
import type { CodexHome } from "./codex-home.js";

/** A file of a conversation, as far as it belongs to it. */
export interface LineagePart {
  /** The stored path. */
  readonly path: string;
  /** How many bytes of it belong to the conversation; undefined for all, also those to come. */
  readonly limit: number | undefined;
}

/** More generations than a server can have made by forks and reverts is a circle. */
const maxParts = 1_000;

/**
 * The files that a conversation consists of, the oldest first: a fork, and what follows a revert,
 * begins in a file of its own and refers to the one that it goes on from.
 */
export async function readLineage(
  threadId: string,
  head: string,
  home: CodexHome,
): Promise<LineagePart[]> {
  const parts: LineagePart[] = [{ path: head, limit: undefined }];
  for (let path = head; parts.length < maxParts; ) {
    const base = await baseOf(threadId, path, home);
    if (!base) return parts;
    const found = await home.findSegment(base.id);
    if (found === undefined) {
      const message = `${path} goes on from ${base.id}, which is not in the CODEX_HOME.`;
      throw new ThreadStoreError(threadId, "failed", message);
    }
    path = found;
    parts.unshift({ path, limit: base.bytes });
  }
  throw new ThreadStoreError(threadId, "failed", `${head} goes on from itself.`);
}

async function baseOf(
  threadId: string,
  path: string,
  home: CodexHome,
): Promise<{ id: string; bytes: number } | undefined> {
  const file = await home.open(threadId, path);
  try {
    const base = fieldOf(fieldOf(parseOrNothing(await firstLine(file)), "payload"), "history_base");
    const id = fieldOf(base, "thread_id");
    const bytes = fieldOf(base, "end_byte_offset");
    return typeof id === "string" && Number.isSafeInteger(bytes)
      ? { id, bytes: Number(bytes) }
      : undefined;
  } finally {
    await file.close();
  }
}

/** It holds the instructions of the model, and is some 20 KB long. */
const longestFirstLine = 16 * 1024 * 1024;

async function firstLine(file: FileHandle): Promise<string> {
  let read = Buffer.alloc(0);
  for (let size = 64 * 1024; read.length < longestFirstLine; size *= 2) {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, size, read.length);
    const end = buffer.subarray(0, bytesRead).indexOf("\n");
    read = Buffer.concat([read, buffer.subarray(0, end === -1 ? bytesRead : end)]);
    if (end !== -1 || bytesRead === 0) break;
  }
  return read.toString("utf8");
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Cut off in its first line: there is nothing that it goes on from.
  }
}
