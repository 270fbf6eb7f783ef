import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { parseManifest } from "../json/parse-manifest.js";
import { ToolError } from "../tool-error.js";
import type { PackageFile } from "./package-file.js";

/**
 * Reads the named files and folders of a package in the checkout. Only `programs` become
 * executable.
 */
export async function readSourceFiles(
  packageDir: string,
  names: readonly string[],
  programs: readonly string[] = [],
): Promise<PackageFile[]> {
  const found = await Promise.all(names.map((name) => filesAt(packageDir, name)));
  const paths = found.flat();
  return Promise.all(
    paths.map(async (path) => ({
      path,
      mode: programs.includes(path) ? (0o755 as const) : (0o644 as const),
      content: await readFile(join(packageDir, path)),
    })),
  );
}

/** A package's manifest without the fields that only the checkout needs. */
export async function readPublishedManifest(packageDir: string): Promise<Record<string, unknown>> {
  const file = join(packageDir, "package.json");
  const manifest = parseManifest(await readFile(file, "utf8"), file);
  const { private: _private, scripts: _scripts, devDependencies: _dev, ...published } = manifest;
  return published;
}

async function filesAt(packageDir: string, name: string): Promise<string[]> {
  const folder = join(packageDir, name);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOTDIR") return null;
      if (error.code !== "ENOENT") throw error;
      const hint = name === "dist" ? ". Build it first: npm run build" : "";
      throw new ToolError("check", `${folder} does not exist${hint}`);
    },
  );
  if (entries === null) return [name];
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(packageDir, join(entry.parentPath, entry.name)).split(sep).join("/"));
}
