import { ToolError } from "../tool-error.js";

/** What an archive may hold at most. */
export interface ArchiveLimits {
  maxEntries: number;
  /** Bytes of all files together. */
  maxBytes: number;
}

/** Several times what the largest upstream package holds. */
export const defaultArchiveLimits: ArchiveLimits = { maxEntries: 1_000, maxBytes: 2 * 1024 ** 3 };

/** An archive's member as its header describes it. */
export interface ArchiveEntry {
  path: string;
  /** The type's name in the `tar` package. */
  type: string;
  size: number;
}

const tarFileTypes = new Set(["File", "OldFile"]);

/**
 * A check to call with every entry of one archive, in order. Throws at the first that could write outside the
 * target folder, replace another entry, be anything but a file or folder, or exceed the limits.
 */
export function createEntryPolicy(
  limits: ArchiveLimits,
): (entry: ArchiveEntry) => "file" | "folder" {
  const kinds = new Map<string, "file" | "folder">();
  const spellings = new Map<string, string>();
  let entries = 0;
  let bytes = 0;
  return (entry) => {
    entries += 1;
    bytes += entry.size;
    if (entries > limits.maxEntries) throw refused(entry, `more than ${limits.maxEntries} entries`);
    if (bytes > limits.maxBytes)
      throw refused(entry, `more than ${limits.maxBytes} bytes unpacked`);
    const kind = entryKind(entry);
    register({ entry, kind, kinds, spellings });
    return kind;
  };
}

function entryKind(entry: ArchiveEntry): "file" | "folder" {
  const problem = pathProblem(entry.path);
  if (problem) throw refused(entry, problem);
  if (tarFileTypes.has(entry.type)) return "file";
  if (entry.type === "Directory") return "folder";
  throw refused(entry, `a ${entry.type} entry; only files and folders are allowed`);
}

/** Why a path is not a plain relative path on every system; undefined when it is. */
function pathProblem(path: string): string | undefined {
  const parts = path.replace(/\/$/, "").split("/");
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "an absolute path";
  if (parts.includes("..")) return 'a path with ".."';
  if (parts.some((part) => part === "" || part === ".")) return "a path with empty parts";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  if (/[\u0000-\u001f\u007f\\:*?"<>|]/.test(path))
    return "a character some system does not allow in names";
  if (parts.some((part) => /[. ]$/.test(part))) return "a name that ends in a dot or space";
  return undefined;
}

interface Registration {
  entry: ArchiveEntry;
  kind: "file" | "folder";
  kinds: Map<string, "file" | "folder">;
  spellings: Map<string, string>;
}

/** Remembers an entry and its parent folders; a second file, a file as a folder or a second spelling is refused. */
function register({ entry, kind, kinds, spellings }: Registration): void {
  const parts = entry.path.replace(/\/$/, "").split("/");
  parts.forEach((_, index) => {
    const path = parts.slice(0, index + 1).join("/");
    const folded = path.normalize("NFC").toLowerCase();
    const spelling = spellings.get(folded) ?? path;
    if (spelling !== path) throw refused(entry, `a name that collides with ${spelling}`);
    const wanted = index === parts.length - 1 ? kind : "folder";
    const known = kinds.get(path);
    if (known === "file" || (known === "folder" && wanted === "file")) {
      throw refused(entry, `a second entry for ${path}`);
    }
    spellings.set(folded, path);
    kinds.set(path, wanted);
  });
}

function refused(entry: ArchiveEntry, problem: string): ToolError {
  return new ToolError(
    "check",
    `The archive is refused at ${JSON.stringify(entry.path)}: ${problem}`,
  );
}
