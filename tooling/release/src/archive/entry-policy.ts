import { ToolError } from "../tool-error.js";

/** Upper limits for one archive. */
export interface ArchiveLimits {
  maxEntries: number;
  /** Total size of all files, in bytes. */
  maxBytes: number;
}

/** Twice the size of the largest upstream package. */
export const defaultArchiveLimits: ArchiveLimits = { maxEntries: 1_000, maxBytes: 1024 ** 3 };

/** An entry of an archive, as its header describes it. */
export interface ArchiveEntry {
  path: string;
  /** The name that the `tar` package gives the type. */
  type: string;
  size: number;
}

export type EntryKind = "file" | "folder";

/** Decides which entries of one archive are safe to unpack. Entries are checked in their order. */
export class EntryPolicy {
  readonly #limits: ArchiveLimits;
  readonly #kinds = new Map<string, EntryKind>();
  /** Each path by its lower-case form, to find names that collide. */
  readonly #spellings = new Map<string, string>();
  #entries = 0;
  #bytes = 0;

  constructor(limits: ArchiveLimits) {
    this.#limits = limits;
  }

  /**
   * Throws if the entry could write outside the target folder, would replace another entry, is
   * neither a file nor a folder, or exceeds the limits.
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
   * Remembers the entry and its parent folders. Throws if the path is taken, if a file would be
   * used as a folder, or if the path differs from an earlier one in spelling alone.
   */
  #register(entry: ArchiveEntry, kind: EntryKind): void {
    const parts = entry.path.replace(/\/$/, "").split("/");
    parts.forEach((_, index) => {
      const path = parts.slice(0, index + 1).join("/");
      const folded = path.toLowerCase();
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

/** Why a path is not a plain relative path on every system; undefined if it is one. */
function pathProblem(path: string): string | undefined {
  const parts = path.replace(/\/$/, "").split("/");
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "an absolute path";
  if (parts.includes("..")) return 'a path with ".."';
  if (parts.some((part) => part === "" || part === ".")) return "a path with empty parts";
  // Letters outside ASCII can be invisible, turn the reading direction, or be one name on one
  // system and two on another.
  if (!/^[ -~]*$/.test(path) || /[\\:*?"<>|]/.test(path)) {
    return "a character that some systems do not allow in names, or show differently";
  }
  if (parts.some((part) => /[. ]$/.test(part))) return "a name that ends in a dot or space";
  if (parts.some((part) => deviceName.test(part))) return "the name of a device of Windows";
  return undefined;
}

/** Windows opens the device, not a file, whatever the folder and the extension. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\..*)?$/i;

function refused(entry: ArchiveEntry, problem: string): ToolError {
  return new ToolError(
    "check",
    `The archive is refused at ${JSON.stringify(entry.path)}: ${problem}`,
  );
}
