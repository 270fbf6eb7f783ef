import type { ProgressNotification } from "@modelcontextprotocol/sdk/types.js";
import { startTimer } from "../../async/start-timer.js";

type ProgressParams = ProgressNotification["params"];

/**
 * Something is sent at least as often, because clients give a request up that they hear nothing of:
 * the official one after a minute.
 */
export const heartbeatMs = 20_000;

/** Tells the client how a call gets on, until it is stopped. */
export class ProgressReporter {
  readonly #token: ProgressParams["progressToken"];
  readonly #send: (params: ProgressParams) => void;
  readonly #startedAt = Date.now();
  #timer: NodeJS.Timeout | undefined;
  #sent = 0;
  #isStopped = false;

  constructor(token: ProgressParams["progressToken"], send: (params: ProgressParams) => void) {
    this.#token = token;
    this.#send = send;
    this.#waitAgain();
  }

  report(message: string): void {
    if (this.#isStopped) return;
    this.#sent += 1;
    this.#send({ progressToken: this.#token, progress: this.#sent, message });
    this.#waitAgain();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #waitAgain(): void {
    clearTimeout(this.#timer);
    this.#timer = startTimer(() => {
      const seconds = Math.round((Date.now() - this.#startedAt) / 1000);
      this.report(`Still working, for ${seconds} s`);
    }, heartbeatMs);
  }
}
