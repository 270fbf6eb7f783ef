/** A map that makes the value of a key when it is first asked for, and keeps it. */
export class LazyMap<Value> {
  readonly #make: (key: string) => Value | undefined;
  readonly #made = new Map<string, Value>();

  /** `make` returns undefined for keys that have no value. */
  constructor(make: (key: string) => Value | undefined) {
    this.#make = make;
  }

  get(key: string): Value | undefined {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const value = this.#make(key);
    if (value !== undefined) this.#made.set(key, value);
    return value;
  }
}
