import { open, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { describeError } from "../describe-error.js";
import type { Reporter } from "../reporter.js";
import type { Platform, RuntimeSource } from "../runtime-package.js";
import { ToolError } from "../tool-error.js";
import { copyHashed, copyTree } from "../tree/copy-tree.js";
import type { SourceTree } from "../tree/source-tree.js";
import { unpackTree } from "../tree/unpack-tree.js";

export interface GivenInput {
  /** Absolute path of an archive, a folder or a program. */
  input: string;
  platform: Platform;
  into: string;
  reporter: Reporter;
}

/**
 * Reads a runtime that the user named: an npm tarball, a `codex-package` archive, a folder or a
 * single program.
 */
export async function readGivenTree(given: GivenInput): Promise<SourceTree> {
  const { input, platform, into, reporter } = given;
  const kind = await findInputKind(input);
  const spec = basename(input);
  const source = (integrity: string | null): RuntimeSource => ({ kind, spec, integrity });
  if (kind === "directory") {
    return {
      ...(await copyTree({ folder: input, platform }, into)),
      source: source(null),
      locked: false,
    };
  }
  if (kind === "binary") {
    return { ...(await readProgram(given)), source: source(null), locked: false };
  }
  const unpacked = await unpackTree({ archive: input, integrity: null, platform, into, reporter });
  return { ...unpacked, source: source(unpacked.integrity), locked: false };
}

/**
 * Puts a single program where the older layout has it, since that layout needs no
 * `codex-package.json`.
 */
async function readProgram({
  input,
  platform,
  into,
}: GivenInput): Promise<Pick<SourceTree, "root" | "files">> {
  const path = platform.os === "win32" ? "codex/codex.exe" : "codex/codex";
  const file = await copyHashed({ from: input, to: join(into, path), mode: 0o755 });
  return { root: into, files: [{ path, ...file }] };
}

/** What an input is. Throws a usage failure if it is nothing that can be staged. */
export async function findInputKind(input: string): Promise<"archive" | "directory" | "binary"> {
  const found = await stat(input).catch((cause: unknown) => {
    throw new ToolError("usage", `Cannot read ${input}: ${describeError(cause)}`, { cause });
  });
  if (found.isDirectory()) return "directory";
  if (!found.isFile()) throw new ToolError("usage", `${input} is neither a file nor a folder`);
  const start = await readStart(input);
  if (start.startsWith("1f8b")) return "archive";
  const other = compressions.find(([magic]) => start.startsWith(magic));
  if (!other) return "binary";
  throw new ToolError(
    "usage",
    `${input} is ${other[1]}; unpack it and pass the folder or program inside`,
  );
}

/** Other archive formats that upstream publishes, by their first bytes. */
const compressions = [
  ["28b52ffd", "a Zstandard file"],
  ["504b0304", "a zip file"],
  ["fd377a58", "an xz file"],
] as const;

async function readStart(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead).toString("hex");
  } finally {
    await handle.close();
  }
}
