import fetch from "npm-registry-fetch";
import { assertMayContact, guardedAgent } from "../assert-may-contact.js";
import { describeError } from "../describe-error.js";
import { findStatus } from "../download/find-status.js";
import { ToolError } from "../tool-error.js";
import type { NpmSession } from "./npm-session.js";

/** Time limit for one answer without its body. */
const answerTimeoutMs = 30_000;

interface Question {
  url: string;
  method: "GET" | "HEAD";
  /** Time limit for the answer with its body, in milliseconds. Default: 30 000. */
  timeoutMs?: number;
}

export interface RegistryAnswer {
  status: number;
  /** Size of the body in bytes; null if the registry does not state it. */
  contentLength: number | null;
  /** Parses the body; rejects if it is not JSON. */
  json(): Promise<unknown>;
  /** The body as it arrives. */
  body: AsyncIterable<Buffer>;
  /** Ends the connection if the body is not wanted. */
  discard(): void;
}

/**
 * Sends a request to the registry. The session's options have no cache, so that nothing but the
 * registry answers. Any status below 500 is an answer; other failures throw a network error.
 */
export async function askRegistry(
  { url, method, timeoutMs = answerTimeoutMs }: Question,
  session: NpmSession,
): Promise<RegistryAnswer> {
  const ending = new AbortController();
  const options = {
    ...session.fetchOptions,
    method,
    ...guardedAgent(),
    headers: { "cache-control": "no-cache" },
    timeout: timeoutMs,
    signal: AbortSignal.any([ending.signal, AbortSignal.timeout(timeoutMs)]),
  };
  try {
    assertMayContact(url);
    return answerOf(await fetch(url, options as fetch.Options), ending);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    // The fetcher throws for statuses such as 404.
    const status = findStatus(error);
    if (status !== undefined && status < 500) return emptyAnswer(status);
    throw noAnswer(url, error);
  }
}

function answerOf(
  response: Awaited<ReturnType<typeof fetch>>,
  ending: AbortController,
): RegistryAnswer {
  const length = response.headers.get("content-length");
  return {
    status: response.status,
    contentLength: length === null ? null : Number(length),
    json(): Promise<unknown> {
      return response.json();
    },
    body: response.body as AsyncIterable<Buffer>,
    discard(): void {
      // Ending the connection is an error of the body, which nobody reads.
      response.body?.on("error", () => {});
      ending.abort();
    },
  };
}

function emptyAnswer(status: number): RegistryAnswer {
  return {
    status,
    contentLength: null,
    async json(): Promise<unknown> {
      return null;
    },
    body: nothing(),
    discard(): void {},
  };
}

async function* nothing(): AsyncGenerator<Buffer> {}

export function noAnswer(url: string, cause: unknown): ToolError {
  return new ToolError("network", `${url} does not answer: ${describeError(cause)}`, { cause });
}
