import { startTimer } from "../async/start-timer.js";

export interface HeartbeatOptions {
  /** How long the other side may be silent before it is asked, in milliseconds. */
  ms: number;
  /** Asks the other side for a sign of life. */
  ask(): void;
  /** Nothing was heard since it was asked. */
  silent(): void;
}

/** Notices that the other side is gone without a word, as when a cable is pulled. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #timer: NodeJS.Timeout | undefined;
  #lastLook: NodeJS.Immediate | undefined;
  #wasHeard = true;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = startTimer(() => this.#beat(), this.#options.ms);
  }

  heard(): void {
    this.#wasHeard = true;
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#lastLook);
  }

  #beat(): void {
    if (this.#wasHeard) {
      this.#ask();
      return;
    }
    // After a time in which this process was busy, what has come meanwhile is read first.
    this.#lastLook = setImmediate(() => {
      if (this.#wasHeard) this.#ask();
      else this.#options.silent();
    });
  }

  #ask(): void {
    this.#wasHeard = false;
    this.#options.ask();
    this.start();
  }
}
