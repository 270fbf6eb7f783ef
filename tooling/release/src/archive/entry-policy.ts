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

export type EntryKind = "file" | "folder";

/** Checks the entries of one archive, in their order. */
export class EntryPolicy {
  readonly #limits: ArchiveLimits;
  readonly #kinds = new Map<string, EntryKind>();
  /** By the form in which names are compared. */
  readonly #spellings = new Map<string, string>();
  #entries = 0;
  #bytes = 0;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  /**
   * Throws at an entry that could write outside the target folder, replace another entry, be
   * anything but a file or folder, or exceed the limits.
   */
  check(entry: ArchiveEntry): EntryKind {
    const { maxEntries, maxBytes } = this.#limits;
    this.#entries += 1;
    this.#bytes += entry.size;
    if (this.#entries > maxEntries) throw refused(entry, `more than ${maxEntries} entries`);
    if (this.#bytes > maxBytes) throw refused(entry, `more than ${maxBytes} bytes unpacked`);
    const kind = entryKind(entry);
    this.#register(entry, kind);
    return kind;
  }

  /**
   * Remembers an entry and its parents. Refuses a second file, a file as a folder, a second
   * spelling.
   */
  #register(entry: ArchiveEntry, kind: EntryKind): void {
    const parts = entry.path.replace(/\/$/, "").split("/");
    parts.forEach((_, index) => {
      const path = parts.slice(0, index + 1).join("/");
      const folded = path.normalize("NFC").toLowerCase();
      const spelling = this.#spellings.get(folded) ?? path;
      if (spelling !== path) throw refused(entry, `a name that collides with ${spelling}`);
      const wanted = index === parts.length - 1 ? kind : "folder";
      const known = this.#kinds.get(path);
      if (known === "file" || (known === "folder" && wanted === "file")) {
        throw refused(entry, `a second entry for ${path}`);
      }
      this.#spellings.set(folded, path);
      this.#kinds.set(path, wanted);
    });
  }
}

const tarFileTypes = new Set(["File", "OldFile"]);

function entryKind(entry: ArchiveEntry): EntryKind {
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
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it looks for control characters.
  if (/[\u0000-\u001f\u007f\\:*?"<>|]/.test(path)) {
    return "a character some system does not allow in names";
  }
  if (parts.some((part) => /[. ]$/.test(part))) return "a name that ends in a dot or space";
  return undefined;
}

function refused(entry: ArchiveEntry, problem: string): ToolError {
  return new ToolError(
    "check",
    `The archive is refused at ${JSON.stringify(entry.path)}: ${problem}`,
  );
}
