import { list, type ReadEntry } from "tar";
import { ToolError } from "../tool-error.js";

/** A package's own `package.json` is small; more than this is something else. */
const maxBytes = 1024 * 1024;

/** The `package.json` inside an npm tarball. */
export async function readTarballManifest(file: string): Promise<Record<string, unknown>> {
  const texts: Buffer[] = [];
  await list({
    file,
    strict: true,
    filter: (path) => path === "package/package.json",
    onReadEntry: (entry: ReadEntry) => {
      if (entry.size <= maxBytes) entry.on("data", (chunk: Buffer) => void texts.push(chunk));
    },
  }).catch((cause) => {
    throw new ToolError("check", `${file} is no npm tarball: ${cause.message}`, { cause });
  });
  const manifest = parse(Buffer.concat(texts).toString("utf8"));
  if (manifest) return manifest;
  throw new ToolError("check", `${file} holds no readable package/package.json`);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : undefined;
  } catch {
    // The caller reports it.
    return undefined;
  }
}
