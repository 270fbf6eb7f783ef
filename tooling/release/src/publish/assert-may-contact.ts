import { ToolError } from "../tool-error.js";
import { isLoopback } from "./parse-registry-address.js";

/** Set in test runs and inherited by what they start: nothing but this machine may be contacted. */
export const loopbackOnlyVariable = "CODEX_RELEASE_LOOPBACK_ONLY";

/**
 * Throws when this process is, or was started by, a test and the address is not this machine's.
 * Deliberately reads the real environment: what a test hands a command as its environment cannot
 * switch it off.
 */
export function assertMayContact(address: string): void {
  if (!isTestRun() || isLoopback(address)) return;
  const { host } = new URL(address);
  throw new ToolError("usage", `${host} is not on this machine; tests contact nothing else`);
}

/** An option of npm's fetchers that looks at every address they turn to, redirects included. */
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
