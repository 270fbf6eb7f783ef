import { constants } from "node:os";

type SignalName = "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGPIPE";

/** Why the program was asked to end before it was done. */
export class Interruption extends Error {
  /** As a shell reports a program that a signal has ended. */
  readonly exitCode: number;
  /** Whether somebody is left to be told. */
  readonly isSilent: boolean;

  constructor(signal: SignalName) {
    super(`Interrupted by ${signal}.`);
    this.name = "Interruption";
    // Windows has no SIGPIPE, and pipes that break all the same.
    this.exitCode = 128 + (signal === "SIGPIPE" ? 13 : constants.signals[signal]);
    this.isSilent = signal === "SIGPIPE";
  }
}
