import type { HostMistake, HostMistakeCode, HostMistakes } from "./host-mistakes.js";
import type { Logger } from "./logger.js";
import { Reports } from "./reports.js";

/** Every message, or every request, sets them off. */
const comesOften: ReadonlySet<HostMistakeCode> = new Set([
  "CODEX_TRACE_FAILED",
  "CODEX_TRACE_CONTEXT",
]);

/** Logs mistakes: for a program that gave a logger, or that wants to hear of nothing. */
export class LoggedMistakes implements HostMistakes {
  readonly #logger: Pick<Logger, "warn">;
  readonly #reports: Reports;

  constructor(logger: Pick<Logger, "warn">) {
    this.#logger = logger;
    this.#reports = new Reports(logger);
  }

  warn({ code, text }: HostMistake): void {
    if (comesOften.has(code)) this.#reports.warn(code, text);
    else this.#logger.warn(text);
  }
}
