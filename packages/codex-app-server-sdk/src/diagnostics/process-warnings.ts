import { callSafely } from "../async/call-safely.js";
import type { HostMistake, HostMistakes } from "./host-mistakes.js";
import type { Redactor } from "./redactor.js";

/** How many kinds of mistakes are told apart. */
const maxKinds = 100;

const hint =
  "Reported once for each client. Give it a logger to see all of them, or logger: false for none.";

/**
 * Makes mistakes warnings of the process: for a program that gave no logger, and would never learn
 * of them. Each kind once. Does nothing where the runtime has no such warnings.
 */
export class ProcessWarnings implements HostMistakes {
  readonly #redactor: Pick<Redactor, "text">;
  readonly #kinds = new Set<string>();

  constructor(redactor: Pick<Redactor, "text">) {
    this.#redactor = redactor;
  }

  warn({ code, about, text }: HostMistake): void {
    const kind = `${code} ${about.slice(0, 500)}`;
    if (this.#kinds.has(kind) || this.#kinds.size === maxKinds) return;
    this.#kinds.add(kind);
    const warning = { type: "CodexWarning", code, detail: hint };
    callSafely(
      () => runtimeProcess()?.emitWarning?.(this.#redactor.text(text), warning),
      () => {},
    );
  }
}

interface RuntimeProcess {
  emitWarning(text: string, warning: object): void;
}

/** Not every runtime has `process`, or all of it. */
function runtimeProcess(): Partial<RuntimeProcess> | undefined {
  return (globalThis as { process?: Partial<RuntimeProcess> }).process;
}
