import { spawn } from "node:child_process";
import { constants } from "node:os";

/** How long children may take to end after Ctrl-C before they are killed. */
const graceMs = 10_000;
const isWindows = process.platform === "win32";

/** @type {NodeJS.Signals[]} */
const endingSignals = ["SIGINT", "SIGTERM", "SIGHUP"];

/** The user ended the run. */
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
 * Runs a command to its end. When this process is asked to end, the command and what it started end
 * first, then `Interrupted` is thrown.
 * @param {string[]} command
 * @param {ChildOptions} options
 * @returns {Promise<{ exitCode: number, output: string }>}
 */
export async function runChild([file = "", ...args], { cwd, env, io }) {
  const child = spawn(file, args, {
    cwd,
    env,
    stdio: stdioOf(io),
    // A group of its own, so that all of it can be ended; reading the terminal takes ours.
    detached: io !== "foreground" && !isWindows,
  });
  const output = collect(child);
  const watch = watchSignals(child, io);
  try {
    const exitCode = await ended(child);
    const signal = watch.signal();
    if (signal) {
      killStragglers(child, io);
      throw new Interrupted(signal);
    }
    return { exitCode, output: output() };
  } finally {
    watch.stop();
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

/** @param {import("node:child_process").ChildProcess} child */
function collect(child) {
  /** @type {string[]} */
  const pieces = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (piece) => pieces.push(piece));
  }
  return () => pieces.join("");
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
function ended(child) {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) =>
      resolve(signal ? 128 + constants.signals[signal] : (code ?? 1)),
    );
  });
}

/**
 * Passes the first request to end on to the child, and kills it when it does not end in time.
 * @param {import("node:child_process").ChildProcess} child
 * @param {ChildOptions["io"]} io
 */
function watchSignals(child, io) {
  /** @type {NodeJS.Signals | undefined} */
  let received;
  /** @type {NodeJS.Timeout | undefined} */
  let killer;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    if (received) {
      return; // npm repeats what the terminal already sent.
    }
    received = signal;
    signalChild(child, signal, io);
    killer = setTimeout(() => signalChild(child, "SIGKILL", io), graceMs);
  };
  for (const signal of endingSignals) {
    process.on(signal, pass);
  }
  const stop = () => {
    clearTimeout(killer);
    for (const signal of endingSignals) {
      process.off(signal, pass);
    }
  };
  return { signal: () => received, stop };
}

/**
 * What is left of the group once its first process is gone.
 * @param {import("node:child_process").ChildProcess} child
 * @param {ChildOptions["io"]} io
 */
function killStragglers(child, io) {
  if (io !== "foreground" && !isWindows) {
    signalChild(child, "SIGKILL", io);
  }
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {ChildOptions["io"]} io
 */
function signalChild(child, signal, io) {
  if (child.pid === undefined) {
    return;
  }
  if (isWindows && signal !== "SIGKILL") {
    return; // A Windows console tells every process of it about Ctrl-C itself.
  }
  try {
    process.kill(io === "foreground" || isWindows ? child.pid : -child.pid, signal);
  } catch {
    // Already gone, with all of its group.
  }
}
