import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Component, ComponentText } from "../review/components.js";
import { findComponents } from "../review/find-components.js";
import { ToolError } from "../tool-error.js";
import type { PackageFile } from "./package-file.js";

/** The path of a licence text inside a platform package. */
function licensePath({ file }: ComponentText): string {
  if (file === "codex-LICENSE.txt") return "LICENSE";
  return file === "codex-NOTICE.txt" ? "NOTICE" : `licenses/${file}`;
}

/**
 * The licence texts, verbatim, of every component that owns one of these paths of an upstream tree.
 */
export async function collectLicenseFiles(
  treePaths: readonly string[],
  licensesDir: string,
): Promise<{ files: PackageFile[]; components: Component[] }> {
  const components = findComponents(treePaths);
  const texts = components.flatMap((component) =>
    component.texts.filter((text) => text.in === "repository"),
  );
  const files = await Promise.all(texts.map((text) => readLicenseText(text, licensesDir)));
  return { files, components };
}

async function readLicenseText(text: ComponentText, licensesDir: string): Promise<PackageFile> {
  const content = await readFile(join(licensesDir, text.file));
  const sha256 = createHash("sha256").update(content).digest("hex");
  if (sha256 === text.sha256) return { path: licensePath(text), mode: 0o644, content };
  throw new ToolError(
    "integrity",
    `${text.file} is not the text of ${text.source}: it has digest ${sha256}`,
  );
}
