import { type Meaning, meaningBelow } from "./secret-names.js";

/** What is nested more deeply is left out, and so is what exceeds this number of values. */
export const maxDepth = 100;
const maxValues = 1_000_000;

const tooDeep = `[left out: nested more than ${maxDepth} levels deep]`;
const tooMany = "[left out: too many values]";

/** Makes the text that takes the place of another one, which stands under a name of a meaning. */
export type MapText = (text: string, meaning: Meaning) => string;

/**
 * Copies a value with every text in it replaced, errors included. Whatever the value is, no more
 * than `limit` parts of it are looked at, and nothing below `maxDepth`.
 */
export class BoundedCopy {
  readonly #map: MapText;
  #left: number;
  #isSame = true;

  constructor(map: MapText, limit = maxValues) {
    this.#map = map;
    this.#left = limit;
  }

  /** Whether all was looked at and no text differs. */
  get isSame(): boolean {
    return this.#isSame;
  }

  of(value: unknown): unknown {
    return this.#copy(value, "plain", 0);
  }

  #copy(value: unknown, meaning: Meaning, depth: number): unknown {
    if (typeof value === "string") return this.#text(value, meaning);
    if (typeof value !== "object" || value === null) return value;
    if (depth === maxDepth) return this.#leaveOut(tooDeep);
    if (Array.isArray(value)) return this.#list(value, meaning, depth + 1);
    if (value instanceof Error) return this.#error(value, meaning, depth + 1);
    return this.#object(value, meaning, depth + 1);
  }

  #text(text: string, meaning: Meaning): string {
    const mapped = this.#map(text, meaning);
    if (mapped !== text) this.#isSame = false;
    return mapped;
  }

  #list(list: readonly unknown[], meaning: Meaning, depth: number): unknown[] {
    const copy: unknown[] = [];
    for (const entry of list) {
      if (this.#isSpent()) return [...copy, this.#leaveOut(tooMany)];
      copy.push(this.#copy(entry, meaning, depth));
    }
    return copy;
  }

  #object(object: object, above: Meaning, depth: number): object {
    // Other objects have more to them than their fields.
    if (!isPlain(object)) this.#isSame = false;
    const named = namedBy(object);
    const fields: [name: string, copy: unknown][] = [];
    for (const [name, field] of Object.entries(object)) {
      if (this.#isSpent()) {
        fields.push(["…", this.#leaveOut(tooMany)]);
        break;
      }
      const meaning = meaningBelow(above, (name === "value" && named) || name);
      fields.push([this.#name(name), this.#copy(field, meaning, depth)]);
    }
    // `Object.fromEntries` instead of assignments, so that a field named `__proto__` stays a field.
    return Object.fromEntries(fields);
  }

  #error(error: Error, above: Meaning, depth: number): Error {
    // Some classes take these from state that a copy does not have.
    const fields: PropertyDescriptorMap = {
      name: hidden(this.#text(String(error.name), "plain")),
      message: hidden(this.#text(String(error.message), "plain")),
    };
    for (const key of Reflect.ownKeys(error)) {
      if (this.#isSpent()) {
        this.#leaveOut(tooMany);
        break;
      }
      const meaning = meaningBelow(above, String(key));
      const value = this.#copy(Reflect.get(error, key), meaning, depth);
      const { enumerable = false } = Object.getOwnPropertyDescriptor(error, key) ?? {};
      fields[key as string] = { ...hidden(value), enumerable };
    }
    const copy = Object.defineProperties(new Error(), fields);
    return Object.setPrototypeOf(copy, Object.getPrototypeOf(error));
  }

  /** A name that is more than a word, such as a URL, may hold secrets itself. */
  #name(name: string): string {
    return /^\w*$/.test(name) ? name : this.#text(name, "plain");
  }

  #isSpent(): boolean {
    this.#left -= 1;
    return this.#left < 0;
  }

  #leaveOut(note: string): string {
    this.#isSame = false;
    return note;
  }
}

/** The name of what stands in `value`, as in `{ name: "Cookie", value: "…" }`. */
function namedBy(object: { keyPath?: unknown; name?: unknown; key?: unknown }): string {
  const names = [object.keyPath, object.name, object.key];
  return names.find((name) => typeof name === "string") ?? "";
}

function hidden(value: unknown): PropertyDescriptor {
  return { value, enumerable: false, configurable: true, writable: true };
}

function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || prototype === Object.prototype;
}
