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

export interface RegistryAnswer {
  status: number;
  /** Bytes of the body; null when the registry states none. */
  contentLength: number | null;
  /** The body; rejects when it is no JSON. */
  json(): Promise<unknown>;
}

/** Asks one registry and no cache. A status is an answer, whichever it is, apart from 5xx. */
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
    // Statuses are answers too; the fetcher throws them.
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
