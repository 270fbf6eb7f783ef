import fetch from "npm-registry-fetch";
import * as z from "zod";
import { ToolError } from "../tool-error.js";
import { assertMayContact, guardedAgent } from "./loopback-guard.js";
import type { NpmSession } from "./npm-session.js";

const packumentSchema = z.object({
  "dist-tags": z.record(z.string(), z.string()),
  versions: z.record(
    z.string(),
    z.object({
      dist: z.object({ tarball: z.url(), integrity: z.string().optional() }),
    }),
  ),
});

/** What a registry says about a name. */
export type Packument = z.infer<typeof packumentSchema>;

/** Longest wait for one answer. */
const answerTimeoutMs = 30_000;

/** Null when the registry does not know the name. Never from a cache. */
export async function readPackument(name: string, session: NpmSession): Promise<Packument | null> {
  const url = session.registry + encodeURIComponent(name).replace("%40", "@");
  const response = await ask({ url, method: "GET" }, session);
  if (response.status === 404) return null;
  if (response.status !== 200) throw unexpected(url, response.status);
  const parsed = packumentSchema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  throw new ToolError("network", `${url} answers with something that is no package`);
}

/** Whether a tarball can be had, in full length. */
export async function isTarballServed(
  tarball: { url: string; size: number },
  session: NpmSession,
): Promise<boolean> {
  const response = await ask({ url: tarball.url, method: "HEAD" }, session);
  const length = response.headers.get("content-length");
  return response.status === 200 && (length === null || Number(length) === tarball.size);
}

interface Ask {
  url: string;
  method: "GET" | "HEAD";
}

type Answer = Awaited<ReturnType<typeof fetch>>;

async function ask({ url, method }: Ask, session: NpmSession): Promise<Answer> {
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
    const status = (error as { statusCode?: unknown }).statusCode;
    if (typeof status === "number" && status < 500) return emptyAnswer(status);
    const reason = error instanceof Error ? error.message : String(error);
    throw new ToolError("network", `${url} does not answer: ${reason}`, { cause: error });
  }
}

function emptyAnswer(status: number): Answer {
  const headers = { get: () => null };
  return { status, headers, json: async () => null } as unknown as Answer;
}

function unexpected(url: string, status: number): ToolError {
  const hint = status === 401 || status === 403 ? ": log in to it, or check the token" : "";
  return new ToolError("network", `${url} answers ${status}${hint}`);
}
