import type { Logger } from "./logger.js";

/** How many kinds of things are reported about one subject. */
const maxKinds = 10;

/** How many subjects are told apart. Their names may come from outside. */
const maxSubjects = 1_000;

/** By so much of their beginning subjects and kinds are told apart. */
const maxLength = 500;

/**
 * Warns of each thing once. What is wrong in one message of a server or in one call of a user's
 * function is so in thousands. The memory of it is bounded, and so is the number of warnings.
 */
export class Reports {
  readonly #logger: Pick<Logger, "warn">;
  /** The kinds of what has been reported, by subject. */
  readonly #subjects = new Map<string, Set<string>>();

  constructor(logger: Pick<Logger, "warn">) {
    this.#logger = logger;
  }

  /**
   * Warns unless it has done so of the same kind, or often of this subject. What the text says,
   * but for numbers, is the kind unless another one is given.
   */
  warn(subject: string, text: string, kind = text): void {
    const kinds = this.#kindsOf(subject);
    const known = kind.slice(0, maxLength).replace(/\d+/g, "0");
    if (!kinds || kinds.has(known) || kinds.size >= maxKinds) return;
    kinds.add(known);
    this.#logger.warn(`${text} (reported once)`);
  }

  #kindsOf(subject: string): Set<string> | undefined {
    const name = subject.slice(0, maxLength);
    const known = this.#subjects.get(name);
    if (known || this.#subjects.size >= maxSubjects) return known;
    const kinds = new Set<string>();
    this.#subjects.set(name, kinds);
    return kinds;
  }
}
