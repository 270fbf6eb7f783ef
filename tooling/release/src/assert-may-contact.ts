import { isLoopback } from "./parse-registry-address.js";
import { ToolError } from "./tool-error.js";

/**
 * An environment variable that test runs set for all their processes: only this machine may be
 * contacted.
 */
export const loopbackOnlyVariable = "CODEX_RELEASE_LOOPBACK_ONLY";

/**
 * Throws if this is a test run, or was started by one, and the address is not on this machine.
 * Reads the process's own environment, so that a test can't switch the guard off with the
 * environment that it passes to a command.
 */
export function assertMayContact(address: string): void {
  if (!isTestRun() || isLoopback(address)) return;
  const { host } = new URL(address);
  throw new ToolError("usage", `${host} is not on this machine; tests contact nothing else`);
}

/** An option for npm's fetchers that checks every address they contact, redirects included. */
export function guardedAgent(): { agent?(url: URL): undefined } {
  if (!isTestRun()) return {};
  return {
    agent(url): undefined {
      assertMayContact(url.href);
    },
  };
}

function isTestRun(): boolean {
  const { env } = process;
  return env[loopbackOnlyVariable] !== undefined || env.VITEST !== undefined;
}
