import type * as wire from "codex-app-server-sdk/protocol";

/** What a test may set of an item. */
export type ItemFields<Item> = Partial<Omit<Item, "type">>;

/** An item with these fields in place of its defaults, and with an id of its own. */
export function makeItem<Item extends wire.ThreadItem>(
  defaults: Omit<Item, "id"> & { type: string },
  fields: ItemFields<Item>,
): Item {
  return { id: ids.next(defaults.type), ...defaults, ...fields } as unknown as Item;
}

/** Counts, because tests compare what they see with what they expect. */
class Ids {
  #count = 0;

  next(type: string): string {
    this.#count += 1;
    return `${type}_${this.#count}`;
  }
}

const ids = new Ids();
