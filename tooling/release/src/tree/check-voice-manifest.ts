import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { ToolError } from "../tool-error.js";
import type { SourceTree } from "./source-tree.js";

const voiceManifestSchema = z.object({ sha256: z.record(z.string(), z.string()) });

const voiceManifestPath = "codex-resources/voice/manifest.json";

/** Upstream's own list of digests, where it ships one: every file it names must be there with that digest. */
export async function checkVoiceManifest({ root, files }: SourceTree): Promise<void> {
  const digests = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  if (!digests.has(voiceManifestPath)) return;
  const listed = parseVoiceManifest(await readFile(join(root, voiceManifestPath), "utf8"));
  const wrong = Object.entries(listed).filter(([path, sha256]) => digests.get(path) !== sha256);
  if (wrong.length === 0) return;
  const names = wrong.map(([path]) => path).join(", ");
  throw new ToolError(
    "integrity",
    `${voiceManifestPath} states other digests, or files that are missing: ${names}`,
  );
}

function parseVoiceManifest(text: string): Record<string, string> {
  const parsed = voiceManifestSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data.sha256;
  throw new ToolError(
    "check",
    `${voiceManifestPath} is malformed: ${z.prettifyError(parsed.error)}`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The schema reports it.
    return undefined;
  }
}
