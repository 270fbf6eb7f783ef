/** What must be undone, last first. Node has this built in from version 24 on only. */
export class Cleanup {
  readonly #steps: (() => Promise<void>)[] = [];
  #done: Promise<void> | undefined;

  add(step: () => Promise<void>): void {
    this.#steps.push(step);
  }

  /**
   * Takes every step, one after the other, whether or not those before it failed. Rejects with what
   * failed. May be called again.
   */
  run(): Promise<void> {
    this.#done ??= this.#takeAll();
    return this.#done;
  }

  async #takeAll(): Promise<void> {
    const errors: unknown[] = [];
    for (const step of this.#steps.reverse()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 1) throw new AggregateError(errors, `${errors.length} cleanups failed.`);
    if (errors.length === 1) throw errors[0];
  }
}
