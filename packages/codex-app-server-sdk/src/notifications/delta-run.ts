import type * as wire from "codex-app-server-sdk/protocol";
import type { Entry } from "./bounded-buffer.js";
import { type DeltaParams, isDelta, samePart } from "./join-deltas.js";

/**
 * A notification, and the deltas of the same item that follow it if it is one: they mean the same
 * as one with all their texts.
 */
export class DeltaRun {
  readonly #first: wire.ServerNotification;
  readonly #part: DeltaParams | undefined;
  #text: string;
  #size: number;
  #length = 1;

  constructor(first: wire.ServerNotification, size: number) {
    this.#first = first;
    this.#part = isDelta(first.method) ? (first.params as DeltaParams) : undefined;
    this.#text = this.#part?.delta ?? "";
    this.#size = size;
  }

  /** How many notifications it consists of. */
  get length(): number {
    return this.#length;
  }

  /** Takes the next notification if it goes on with the same text. Returns whether it does. */
  add({ method, params }: wire.ServerNotification, size: number): boolean {
    if (this.#part === undefined || method !== this.#first.method) return false;
    const next = params as DeltaParams;
    if (!samePart(this.#part, next)) return false;
    this.#text += next.delta;
    this.#size += size;
    this.#length += 1;
    return true;
  }

  /** All of it as one notification. */
  get joined(): Entry<wire.ServerNotification> {
    if (this.#length === 1) return { value: this.#first, size: this.#size };
    const params = { ...this.#part, delta: this.#text };
    // The cast: a notification with a longer delta keeps its type, which TypeScript can't infer.
    return { value: { ...this.#first, params } as wire.ServerNotification, size: this.#size };
  }
}
