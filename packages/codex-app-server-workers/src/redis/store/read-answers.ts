import type { StoredFile, StoredThread, StoredThreadSummary } from "codex-app-server-sdk/store";
import type { ScriptAnswer } from "../redis-connection.js";

/** What a script says that it did. */
export function kindOf(answer: ScriptAnswer): string {
  return textOf(answer[0]);
}

/** Reads what `loadScript` answers. */
export function readStoredThread(answer: ScriptAnswer): StoredThread {
  const [, term, writer, name, archived, ...rest] = answer;
  const files: StoredFile[] = [];
  for (const [path, bytes] of groupsOf(rest, 2)) {
    files.push({ path: textOf(path), bytes: bytesOf(bytes) });
  }
  return {
    token: { term: Number(textOf(term)), writer: textOf(writer) },
    name: nameOf(name),
    isArchived: textOf(archived) === "1",
    files,
  };
}

/** Reads what `listScript` answers; `key` is the thread's name in the index. */
export function readSummaries(
  answer: ScriptAnswer,
): (Omit<StoredThreadSummary, "threadId"> & { key: string })[] {
  return groupsOf(answer, 4).map(([key, name, archived, savedAt]) => ({
    key: textOf(key),
    name: nameOf(name),
    isArchived: textOf(archived) === "1",
    savedAt: Number(textOf(savedAt)),
  }));
}

type Value = ScriptAnswer[number] | undefined;

function groupsOf(values: ScriptAnswer, length: number): ScriptAnswer[] {
  const count = Math.ceil(values.length / length);
  return Array.from({ length: count }, (_, at) => values.slice(at * length, (at + 1) * length));
}

function textOf(value: Value): string {
  return String(value ?? "");
}

function nameOf(value: Value): string | null {
  return value === null ? null : textOf(value);
}

function bytesOf(value: Value): Uint8Array {
  return Buffer.isBuffer(value) ? value : new Uint8Array();
}
