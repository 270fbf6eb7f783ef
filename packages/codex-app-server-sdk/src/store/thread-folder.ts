import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ThreadFencedError, ThreadStoreError } from "../errors/index.js";
import { admitSave } from "./admit-save.js";
import { assertNoGap } from "./assert-no-gap.js";
import {
  cutParts,
  emptyManifest,
  lengthOf,
  type Manifest,
  type ManifestFile,
  type Part,
} from "./file-manifest.js";
import { isMissing } from "./is-missing.js";
import { TermFolders } from "./term-folders.js";
import type { FileAppend, StoredFile, StoredThread, ThreadSave } from "./thread-store.js";

/**
 * The folder of one thread. A term writes in its own folder only, and what it writes counts when
 * its manifest says so. It looks for a newer term before and after: either it finds that one, and
 * rejects, or that one finds what was written.
 */
export class ThreadFolder {
  readonly #threadId: string;
  readonly #terms: TermFolders;

  constructor(threadId: string, folder: string) {
    this.#threadId = threadId;
    this.#terms = new TermFolders(folder);
  }

  async load(writer: string | undefined): Promise<StoredThread | undefined> {
    const before = await this.#terms.newest();
    if (!before) return undefined;
    const token = writer === undefined ? before : await this.#terms.beginNext(writer);
    const manifest = await this.#manifest();
    // A save that is under way may yet write a manifest, and is refused: it must not count.
    if (writer !== undefined) await this.#write(token.term, { ...manifest, ...ofNoSave });
    const { name, isArchived, files } = manifest;
    try {
      const read = files.map(async ({ path, parts }) => ({ path, bytes: await this.#read(parts) }));
      return { token, name, isArchived, files: await Promise.all<StoredFile>(read) };
    } catch (error) {
      // Whoever has the right may have replaced what is read; nobody has it beside this writer.
      if (writer === undefined && isMissing(error)) return this.load(writer);
      throw error;
    }
  }

  async save(save: ThreadSave): Promise<void> {
    const { term } = save.token;
    const newest = await this.#terms.newest();
    const known = await this.#manifest();
    const isOwn = known.term === newest?.term;
    const last = newest && { token: newest, sequence: isOwn ? known.sequence : 0 };
    if (admitSave(this.#threadId, last, save) === "late") return;
    for (const file of save.files) assertNoGap(this.#threadId, file, lengthOf(known.of(file.path)));
    if (newest?.term !== term && !(await this.#terms.begin(save.token))) return this.save(save);
    const { name, isArchived, sequence } = save;
    const parts = new OwnParts(this.#terms.folder, term, isOwn ? known.nextPart : 0);
    try {
      const files: ManifestFile[] = [];
      for (const file of save.files) {
        files.push({ path: file.path, parts: await parts.append(known.of(file.path), file) });
      }
      const savedAt = Date.now();
      const { next: nextPart } = parts;
      const manifest = { ...emptyManifest, sequence, name, isArchived, savedAt, files, nextPart };
      await this.#write(term, manifest);
    } finally {
      await this.#assertNewest(term);
    }
    await this.#tidy(term);
  }

  async summary(): Promise<Manifest | undefined> {
    const manifest = await this.#manifest();
    return manifest.isDeleted || manifest.term === 0 ? undefined : manifest;
  }

  async delete(): Promise<void> {
    if (!(await this.#terms.newest())) return;
    const { term } = await this.#terms.beginNext("");
    await this.#write(term, { ...emptyManifest, isDeleted: true });
    await this.#tidy(term);
  }

  /** The newest one; a term that has not saved anything has none of its own. */
  async #manifest(): Promise<KnownManifest> {
    for (const term of await this.#terms.all()) {
      try {
        const text = await readFile(join(this.#terms.folder, `${term}`, "thread.json"), "utf8");
        return known(term, this.#parse(text));
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
    return known(0, emptyManifest);
  }

  #parse(text: string): Manifest {
    try {
      return { ...emptyManifest, ...(JSON.parse(text) as Partial<Manifest>) };
    } catch (cause) {
      const message = `thread.json in ${this.#terms.folder} is not JSON.`;
      throw new ThreadStoreError(this.#threadId, "failed", message, { cause });
    }
  }

  async #read(parts: readonly Part[]): Promise<Uint8Array> {
    const read = parts.map(async ({ file, length }) =>
      (await readFile(join(this.#terms.folder, file))).subarray(0, length),
    );
    return Buffer.concat(await Promise.all(read));
  }

  async #write(term: number, manifest: Manifest): Promise<void> {
    const path = join(this.#terms.folder, `${term}`, "thread.json");
    await writeDurably(`${path}.new`, 0, Buffer.from(JSON.stringify(manifest)));
    await rename(`${path}.new`, path);
  }

  /** What fails because a newer term has tidied up fails for that reason. */
  async #assertNewest(term: number): Promise<void> {
    const [newest] = await this.#terms.all();
    if (newest !== undefined && newest > term) throw new ThreadFencedError(this.#threadId);
  }

  /** Removes what no manifest needs any more; the next save does what this one can't. */
  async #tidy(term: number): Promise<void> {
    const { files } = await this.#manifest();
    const needed = new Set(files.flatMap(({ parts }) => parts.map(({ file }) => file)));
    for (const earlier of await this.#terms.all()) {
      if (earlier > term) return;
      const folder = join(this.#terms.folder, `${earlier}`);
      const names = await readdir(folder).catch(() => []);
      const left = names.filter(
        (name) => name.endsWith(".part") && !needed.has(`${earlier}/${name}`),
      );
      for (const name of left) await rm(join(folder, name), { force: true });
      const isEmpty = ![...needed].some((file) => file.startsWith(`${earlier}/`));
      if (earlier < term && isEmpty) {
        await rm(folder, { recursive: true, force: true }).catch(() => {});
      }
    }
  }
}

/** A term that has taken over what an earlier one has saved. */
const ofNoSave = { sequence: 0, nextPart: 0 };

interface KnownManifest extends Manifest {
  /** Whose it is; 0 when there is none. */
  readonly term: number;
  of(path: string): readonly Part[];
}

function known(term: number, manifest: Manifest): KnownManifest {
  const parts = new Map(manifest.files.map((file) => [file.path, file.parts]));
  return { ...manifest, term, of: (path) => parts.get(path) ?? [] };
}

/** The files in which a term keeps what it saves. */
class OwnParts {
  /** The number of the next one. */
  next: number;
  readonly #folder: string;
  readonly #term: number;

  constructor(folder: string, term: number, next: number) {
    this.#folder = folder;
    this.#term = term;
    this.next = next;
  }

  /** Adds what a file got to its last part, if that is this term's and whole, else to a new one. */
  async append(before: readonly Part[], { offset, bytes }: FileAppend): Promise<readonly Part[]> {
    const isCut = offset < lengthOf(before);
    const kept = isCut ? cutParts(before, offset) : before;
    if (bytes.length === 0) return kept;
    const last = kept.at(-1);
    const isOwn = !isCut && last?.file.startsWith(`${this.#term}/`) === true;
    const part = isOwn ? last : { file: `${this.#term}/${this.next++}.part`, length: 0 };
    await writeDurably(join(this.#folder, part.file), part.length, bytes);
    const grown = { file: part.file, length: part.length + bytes.length };
    return [...(isOwn ? kept.slice(0, -1) : kept), grown];
  }
}

/** Writes so that a loss of power does not take it away again. */
async function writeDurably(path: string, at: number, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, at === 0 ? "w" : "r+");
  try {
    await file.write(bytes, 0, bytes.length, at);
    await file.datasync();
  } finally {
    await file.close();
  }
}
