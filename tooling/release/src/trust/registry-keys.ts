import { initTUF } from "@sigstore/tuf";
import fetch from "npm-registry-fetch";
import * as z from "zod";
import { describeError } from "../describe-error.js";
import { findStatus } from "../download/find-status.js";
import { builtInRegistry } from "../download/read-npm-options.js";
import { ToolError } from "../tool-error.js";
import type { PinRegistry } from "./choose-registry.js";

/** A public key in the form that npm's fetcher takes. */
export interface RegistryKey {
  keyid: string;
  pemkey: string;
  /** When it stops to be valid for new packages; null if never. */
  expires: string | null;
}

/** The keys of a registry's signatures, or why there are none. */
export type RegistryKeys =
  | { state: "known"; keys: RegistryKey[]; from: "Sigstore" | "the registry" }
  | { state: "unknown"; reason: string };

const timeoutMs = 15_000;

/**
 * Reads the keys as npm itself does: those of npm's own registry from Sigstore's repository, so
 * that the registry does not vouch for itself; where that has none, from the registry.
 */
export async function readRegistryKeys(registry: PinRegistry): Promise<RegistryKeys> {
  const notes: string[] = [];
  if (registry.url === builtInRegistry) {
    const keys = await fromSigstore(registry).catch((error: unknown) => {
      notes.push(`Sigstore's repository does not answer: ${describeError(error)}`);
      return null;
    });
    if (keys) return { state: "known", keys, from: "Sigstore" };
  }
  const keys = await fromRegistry(registry);
  if (keys) return { state: "known", keys, from: "the registry" };
  return { state: "unknown", reason: [...notes, "the registry has no keys"].join("; ") };
}

const sigstoreKeysSchema = z.object({
  keys: z.array(
    z.object({
      keyId: z.string(),
      publicKey: z.object({
        rawBytes: z.string(),
        validFor: z.object({ end: z.string().optional() }).optional(),
      }),
    }),
  ),
});

async function fromSigstore({ url }: PinRegistry): Promise<RegistryKey[]> {
  const { host, pathname } = new URL(url);
  const client = await initTUF({ timeout: timeoutMs, retry: { retries: 0 } });
  const text = await client.getTarget(`${host}${pathname.replace(/\/$/, "")}/keys.json`);
  return sigstoreKeysSchema.parse(JSON.parse(text)).keys.map(({ keyId, publicKey }) => ({
    keyid: keyId,
    pemkey: asPem(publicKey.rawBytes),
    expires: publicKey.validFor?.end ?? null,
  }));
}

const registryKeysSchema = z.object({
  keys: z.array(z.object({ keyid: z.string(), key: z.string(), expires: z.string().nullish() })),
});

/** Null if the registry has no keys. */
async function fromRegistry({ url, npmOptions }: PinRegistry): Promise<RegistryKey[] | null> {
  const options = { ...npmOptions, fetchRetries: 1, timeout: timeoutMs };
  const found = await fetch.json(`${url}-/npm/v1/keys`, options).catch((cause: unknown) => {
    const status = findStatus(cause);
    if (status !== undefined && status < 500) return null;
    const reason = describeError(cause);
    throw new ToolError("network", `${url} does not answer with its keys: ${reason}`, { cause });
  });
  const parsed = registryKeysSchema.safeParse(found);
  if (!parsed.success || parsed.data.keys.length === 0) return null;
  return parsed.data.keys.map(({ keyid, key, expires = null }) => ({
    keyid,
    pemkey: asPem(key),
    expires,
  }));
}

function asPem(base64: string): string {
  return `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----`;
}
