import * as z from "zod";
import { ToolError } from "../tool-error.js";
import { askRegistry } from "./ask-registry.js";
import type { NpmSession } from "./npm-session.js";

const distSchema = z.object({
  tarball: z.url(),
  integrity: z.string().optional(),
  shasum: z.string().optional(),
});

/** What a registry states about a published tarball. */
export type PublishedDist = z.infer<typeof distSchema>;

const packumentSchema = z.object({
  "dist-tags": z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.object({ dist: distSchema })),
});

/** What a registry states about a package. */
export type Packument = z.infer<typeof packumentSchema>;

/** Null if the registry does not know the name. Never read from a cache. */
export async function readPackument(name: string, session: NpmSession): Promise<Packument | null> {
  const url = session.registry + encodeURIComponent(name).replace("%40", "@");
  const response = await askRegistry({ url, method: "GET" }, session);
  if (response.status === 404) return null;
  if (response.status !== 200) throw unexpected(url, response.status);
  const parsed = packumentSchema.safeParse(await response.json().catch(() => null));
  if (parsed.success) return parsed.data;
  throw new ToolError("network", `${url} does not answer with a package's metadata`);
}

function unexpected(url: string, status: number): ToolError {
  const hint = status === 401 || status === 403 ? ": log in, or check the token" : "";
  return new ToolError("network", `${url} answers with status ${status}${hint}`);
}
