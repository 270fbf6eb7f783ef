import fetch from "npm-registry-fetch";
import { assertMayContact, guardedAgent } from "../assert-may-contact.js";
import { describeError } from "../describe-error.js";
import { findStatus } from "../download/find-status.js";
import { ToolError } from "../tool-error.js";
import type { NpmSession } from "./npm-session.js";

/** Time limit for one answer. */
const answerTimeoutMs = 30_000;

interface Question {
  url: string;
  method: "GET" | "HEAD";
}

export interface RegistryAnswer {
  status: number;
  /** Size of the body in bytes; null if the registry does not state it. */
  contentLength: number | null;
  /** Parses the body; rejects if it is not JSON. */
  json(): Promise<unknown>;
}

/**
 * Sends a request to the registry, past any cache. Any status below 500 is an answer; other
 * failures throw a network error.
 */
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
    return answerOf(await fetch(url, options as fetch.Options));
  } catch (error) {
    if (error instanceof ToolError) throw error;
    // The fetcher throws for statuses such as 404.
    const status = findStatus(error);
    if (status !== undefined && status < 500) {
      return { status, contentLength: null, json: readNothing };
    }
    const reason = describeError(error);
    throw new ToolError("network", `${url} does not answer: ${reason}`, { cause: error });
  }
}

function answerOf(response: Awaited<ReturnType<typeof fetch>>): RegistryAnswer {
  const length = response.headers.get("content-length");
  return {
    status: response.status,
    contentLength: length === null ? null : Number(length),
    json(): Promise<unknown> {
      return response.json();
    },
  };
}

async function readNothing(): Promise<unknown> {
  return null;
}
