import { list, type ReadEntry } from "tar";
import { describeError } from "../describe-error.js";
import { parseManifest } from "../json/parse-manifest.js";
import { ToolError } from "../tool-error.js";

/** A larger `package.json` is not read. */
const maxBytes = 1024 * 1024;

/** Reads the `package.json` in an npm tarball. */
export async function readTarballManifest(file: string): Promise<Record<string, unknown>> {
  const texts: Buffer[] = [];
  await list({
    file,
    strict: true,
    filter(path): boolean {
      return path === "package/package.json";
    },
    onReadEntry(entry: ReadEntry): void {
      if (entry.size <= maxBytes) entry.on("data", (chunk: Buffer) => void texts.push(chunk));
    },
  }).catch((cause: unknown) => {
    const reason = describeError(cause);
    throw new ToolError("check", `${file} is not an npm tarball: ${reason}`, { cause });
  });
  if (texts.length === 0) {
    throw new ToolError("check", `${file} holds no readable package/package.json`);
  }
  return parseManifest(Buffer.concat(texts).toString("utf8"), `package/package.json in ${file}`);
}
