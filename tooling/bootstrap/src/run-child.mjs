import { spawn } from "node:child_process";
import { constants } from "node:os";
import { SignalRelay } from "./signal-relay.mjs";

/** The user interrupted the run. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`Ended by ${signal}.`);
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * @typedef {object} ChildOptions
 * @property {string} cwd
 * @property {NodeJS.ProcessEnv} env
 * @property {"foreground" | "shown" | "quiet"} io the terminal with its input; output only; output
 *   collected and returned
 */

/**
 * Runs a command to its end. When this process is asked to end, first ends the command and what it
 * started, then throws `Interrupted`.
 * @param {string[]} command
 * @param {ChildOptions} options
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
export async function runChild([file = "", ...args], { cwd, env, io }) {
  // In a group of its own all of it can be ended. Only our own group can read the terminal.
  const hasOwnGroup = io !== "foreground" && process.platform !== "win32";
  const child = spawn(file, args, { cwd, env, stdio: stdioOf(io), detached: hasOwnGroup });
  const output = new CollectedOutput(child);
  const relay = new SignalRelay(child, { hasOwnGroup });
  try {
    const exitCode = await ended(child);
    if (relay.received) {
      relay.killStragglers();
      throw new Interrupted(relay.received);
    }
    return { exitCode, output: output.text };
  } finally {
    relay.stop();
  }
}

/**
 * @param {ChildOptions["io"]} io
 * @returns {import("node:child_process").StdioOptions}
 */
function stdioOf(io) {
  if (io === "foreground") {
    return "inherit";
  }
  return io === "shown" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"];
}

/** Collects what a child writes to its pipes, in order of arrival. */
class CollectedOutput {
  /** @type {string[]} */
  #pieces = [];

  /** @param {import("node:child_process").ChildProcess} child */
  constructor({ stdout, stderr }) {
    for (const stream of [stdout, stderr]) {
      stream?.setEncoding("utf8").on("data", (piece) => this.#pieces.push(piece));
    }
  }

  get text() {
    return this.#pieces.join("");
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>} exit code
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)),
    );
  });
}
