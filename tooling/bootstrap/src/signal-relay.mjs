/** Time that a child has to end after Ctrl-C before it is killed. */
const graceMs = 10_000;
const isWindows = process.platform === "win32";

/** @type {NodeJS.Signals[]} */
const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Passes the first signal that asks this process to end on to a child, and kills the child if it
 * does not end in time.
 */
export class SignalRelay {
  #child;
  #hasOwnGroup;
  /** @type {NodeJS.Signals | undefined} */
  #received;
  /** @type {NodeJS.Timeout | undefined} */
  #killer;
  /** @param {NodeJS.Signals} signal */
  #listener = (signal) => this.#pass(signal);

  /**
   * @param {import("node:child_process").ChildProcess} child
   * @param {{ hasOwnGroup: boolean }} options whether the child leads a group of processes of its
   *   own, all of which then get the signal
   */
  constructor(child, { hasOwnGroup }) {
    this.#child = child;
    this.#hasOwnGroup = hasOwnGroup;
    for (const signal of endingSignals) {
      process.on(signal, this.#listener);
    }
  }

  /** The signal that asked this process to end, if one did. */
  get received() {
    return this.#received;
  }

  /** Kills what is left of the child's group after the child has ended. */
  killStragglers() {
    if (this.#hasOwnGroup) {
      this.#send("SIGKILL");
    }
  }

  stop() {
    clearTimeout(this.#killer);
    for (const signal of endingSignals) {
      process.off(signal, this.#listener);
    }
  }

  /** @param {NodeJS.Signals} signal */
  #pass(signal) {
    if (this.#received) {
      return; // npm sends the terminal's signal a second time.
    }
    this.#received = signal;
    this.#send(signal);
    this.#killer = setTimeout(() => this.#send("SIGKILL"), graceMs);
  }

  /** @param {NodeJS.Signals} signal */
  #send(signal) {
    const { pid } = this.#child;
    if (pid === undefined) {
      return;
    }
    if (isWindows && signal !== "SIGKILL") {
      return; // A Windows console itself tells all its processes about Ctrl-C.
    }
    try {
      process.kill(this.#hasOwnGroup ? -pid : pid, signal);
    } catch {
      // The child and its group have already ended.
    }
  }
}
