import type * as wire from "codex-app-server-sdk/protocol";

/** A command that was started and has not ended. */
export interface OpenCommand {
  readonly itemId: string;
  /** Undefined for a command that had to be approved: it is announced before it has a process. */
  readonly processId: string | undefined;
}

interface OpenItem {
  readonly id: string;
  readonly type: string;
  readonly processId: string | undefined;
  changes: wire.FileUpdateChange[] | undefined;
  /** A command that goes on while the model does something else. */
  isInBackground: boolean;
}

/** What the model writes. The server is silent only while the model is, which is no work. */
const modelOutput: ReadonlySet<string> = new Set(["agentMessage", "reasoning", "plan"]);

/**
 * The items of one turn that were started and not completed. Ids repeat, also within a turn, with
 * providers that number their tool calls anew in each answer.
 */
export class OpenItems {
  readonly #items: OpenItem[] = [];

  started(item: wire.ThreadItem): void {
    this.#items.push({
      id: String(item.id),
      type: item.type,
      processId: processIdOf(item),
      changes: item.type === "fileChange" ? item.changes : undefined,
      isInBackground: false,
    });
  }

  completed(item: wire.ThreadItem): void {
    const id = String(item.id);
    const processId = processIdOf(item);
    const isSame = (open: OpenItem): boolean => open.id === id && open.processId === processId;
    const index = this.#items.findIndex(isSame);
    const place = index >= 0 ? index : this.#items.findIndex((open) => open.id === id);
    if (place >= 0) this.#items.splice(place, 1);
  }

  /** Whether an item of this id was started and has not ended. */
  has(itemId: string): boolean {
    return this.#latest(itemId) !== undefined;
  }

  /** All tools that the model called have answered it; commands that still run have yielded. */
  roundEnded(): void {
    for (const item of this.#items) {
      if (item.type === "commandExecution") item.isInBackground = true;
    }
  }

  patched(itemId: string, changes: wire.FileUpdateChange[]): void {
    const item = this.#latest(itemId);
    if (item?.changes) item.changes = changes;
  }

  /** What a file change that is under way would change; undefined when that is not known. */
  changesOf(itemId: string): wire.FileUpdateChange[] | undefined {
    return this.#latest(itemId)?.changes;
  }

  /** Whether something is at work, so that silence is to be expected. */
  isWorking(): boolean {
    return this.#items.some(
      ({ type, isInBackground }) => !isInBackground && !modelOutput.has(type),
    );
  }

  /** The commands that still run, or wait for an approval. */
  commands(): OpenCommand[] {
    return this.#items
      .filter(({ type }) => type === "commandExecution")
      .map(({ id, processId }) => ({ itemId: id, processId }));
  }

  #latest(itemId: string): OpenItem | undefined {
    return this.#items.findLast(({ id }) => id === itemId);
  }
}

function processIdOf(item: wire.ThreadItem): string | undefined {
  return item.type === "commandExecution" ? (item.processId ?? undefined) : undefined;
}
