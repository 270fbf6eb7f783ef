import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { parseJson } from "../json/parse-json.js";
import { ToolError } from "../tool-error.js";
import type { SourceTree } from "./source-tree.js";

const voiceManifestSchema = z.object({ sha256: z.record(z.string(), z.string()) });

const voiceManifestPath = "codex-resources/voice/manifest.json";

/**
 * Checks upstream's own list of digests, if the tree contains it: every listed file must exist and
 * match.
 */
export async function checkVoiceManifest({ root, files }: SourceTree): Promise<void> {
  const digests = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  if (!digests.has(voiceManifestPath)) return;
  const text = await readFile(join(root, voiceManifestPath), "utf8");
  const listed = parseJson(text, { schema: voiceManifestSchema, name: voiceManifestPath });
  const wrong = Object.entries(listed.sha256).filter(
    ([path, sha256]) => digests.get(path) !== sha256,
  );
  if (wrong.length === 0) return;
  const names = wrong.map(([path]) => path).join(", ");
  throw new ToolError(
    "integrity",
    `${voiceManifestPath} lists files that are missing or have other digests: ${names}`,
  );
}
