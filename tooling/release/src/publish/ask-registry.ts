import fetch from "npm-registry-fetch";
import { describeError } from "../describe-error.js";
import { findStatus } from "../download/find-status.js";
import { ToolError } from "../tool-error.js";
import { assertMayContact, guardedAgent } from "./assert-may-contact.js";
import type { NpmSession } from "./npm-session.js";

/** Longest wait for one answer. */
const answerTimeoutMs = 30_000;

interface Question {
  url: string;
  method: "GET" | "HEAD";
}

type RegistryAnswer = Awaited<ReturnType<typeof fetch>>;

export async function askRegistry(
  { url, method }: Question,
  session: NpmSession,
): Promise<RegistryAnswer> {
  const options = {
    ...session.fetchOptions,
    method,
    ...guardedAgent(),
    cache: "no-store",
    headers: { "cache-control": "no-cache" },
    timeout: answerTimeoutMs,
    signal: AbortSignal.timeout(answerTimeoutMs),
  };
  try {
    assertMayContact(url);
    return await fetch(url, options as fetch.Options);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    // Statuses are answers too; the fetcher throws them.
    const status = findStatus(error);
    if (status !== undefined && status < 500) return emptyAnswer(status);
    const reason = describeError(error);
    throw new ToolError("network", `${url} does not answer: ${reason}`, { cause: error });
  }
}

function emptyAnswer(status: number): RegistryAnswer {
  const headers = { get: () => null };
  return { status, headers, json: async () => null } as unknown as RegistryAnswer;
}
