import { asRecord, asText } from "./json-parts.js";

type Fields = Readonly<Record<string, unknown>>;

/** An item that has begun, and where. */
export interface OpenItem {
  readonly item: Fields;
  readonly threadId: string;
  readonly turnId: string;
}

/** The items that have begun and not ended yet. Their ids repeat between threads and turns. */
export class OpenItems {
  readonly #items = new Map<string, OpenItem>();

  start(params: Fields): void {
    this.#set(params, asRecord(params.item));
  }

  /** Adds a part of a text. The record may not have the item's beginning. */
  append(params: Fields, type: string, field: string): void {
    const item = this.get(params);
    const text = asText(item[field]) + asText(params.delta);
    this.#set(params, { type, id: params.itemId, ...item, [field]: text });
  }

  /** The item that params are about; empty when there is none. */
  get(params: Fields): Fields {
    return this.#items.get(keyOf(params))?.item ?? {};
  }

  /** Takes out an item that has ended, as it is at its end. */
  complete(params: Fields): Pick<OpenItem, "item"> {
    this.#items.delete(keyOf(params));
    return { item: asRecord(params.item) };
  }

  /** Takes out those of a turn. */
  takeOf({ threadId }: Fields, turnId: unknown): OpenItem[] {
    return this.#take((open) => open.threadId === threadId && open.turnId === turnId);
  }

  takeAll(): OpenItem[] {
    return this.#take(() => true);
  }

  #take(isWanted: (open: OpenItem) => boolean): OpenItem[] {
    const wanted = [...this.#items].filter(([, open]) => isWanted(open));
    for (const [key] of wanted) this.#items.delete(key);
    return wanted.map(([, open]) => open);
  }

  #set(params: Fields, item: Fields): void {
    const place = { threadId: asText(params.threadId), turnId: asText(params.turnId) };
    this.#items.set(keyOf(params), { item, ...place });
  }
}

function keyOf({ threadId, turnId, itemId, item }: Fields): string {
  return JSON.stringify([threadId, turnId, itemId ?? asRecord(item).id]);
}
