import type * as wire from "codex-app-server-sdk/protocol";
import { ItemFold } from "./item-fold.js";
import type { TextPhase, TurnEvent } from "./turn-event.js";

/** What the model writes. */
const written: ReadonlySet<string> = new Set(["agentMessage", "plan", "reasoning"]);

/** The items of one turn, in the order of their beginnings. Ids may repeat. */
export class ItemFolds {
  readonly #maxOutput: number;
  readonly #items: ItemFold[] = [];
  /** Those of an id that are open, the oldest first, and the latest of them all. */
  readonly #byId = new Map<string, { open: ItemFold[]; latest: ItemFold }>();
  /** Those that the model is writing. */
  readonly #writing = new Set<ItemFold>();

  constructor(maxOutput: number) {
    this.#maxOutput = maxOutput;
  }

  /** Another turn of a series follows, whose ids are its own. */
  beginTurn(): void {
    this.#byId.clear();
  }

  /** The latest item of this id; a new one when its beginning was missed. */
  of(id: string): ItemFold {
    return this.#byId.get(id)?.latest ?? this.#add(id);
  }

  start(item: wire.ThreadItem): TurnEvent[] {
    const isWritten = written.has(item.type);
    const discarded = isWritten && item.type !== "reasoning" ? this.discardDropped() : [];
    const id = String(item.id);
    // Parts of another item, whose end was missed.
    this.#close(id, ({ hasStarted }) => !hasStarted);
    const fold = this.#add(id);
    if (isWritten) this.#writing.add(fold);
    return [...discarded, ...fold.start(item)];
  }

  /** One that is completed once more takes the place of what it was completed as before. */
  complete(item: wire.ThreadItem): TurnEvent[] {
    const id = String(item.id);
    const fold = this.#byId.get(id)?.open[0] ?? this.of(id);
    this.#close(id, (other) => other === fold);
    this.#writing.delete(fold);
    return fold.complete(item);
  }

  addText(id: string, text: string, phase: TextPhase): TurnEvent[] {
    const fold = this.of(id);
    if (!fold.isOpen) return [];
    this.#writing.add(fold);
    return fold.addText(text, phase);
  }

  /** The model's answer was lost: what is half written will not go on. */
  cutOff(): void {
    for (const fold of this.#writing) {
      fold.cutOff();
      this.#close(fold.id, (other) => other === fold);
    }
  }

  /** Takes back the half messages that were cut off. */
  discardDropped(): TurnEvent[] {
    const dropped = [...this.#writing].filter(({ isDropped }) => isDropped);
    for (const fold of dropped) this.#writing.delete(fold);
    return dropped.flatMap((fold) => fold.discard());
  }

  /** What a reader who comes now has missed. */
  missed(): TurnEvent[] {
    return this.#items.flatMap((fold) => fold.missed());
  }

  /** Some are complete or lost: what is completed next under their id is another item. */
  #close(id: string, isOver: (fold: ItemFold) => boolean): void {
    const known = this.#byId.get(id);
    if (known) known.open = known.open.filter((fold) => !isOver(fold));
  }

  #add(id: string): ItemFold {
    const fold = new ItemFold(id, this.#maxOutput);
    this.#items.push(fold);
    const known = this.#byId.get(id);
    if (known) {
      known.open.push(fold);
      known.latest = fold;
    } else {
      this.#byId.set(id, { open: [fold], latest: fold });
    }
    return fold;
  }
}
