import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isMissing, noneIfMissing } from "./is-missing.js";
import type { WriterToken } from "./thread-store.js";

/**
 * The terms of a thread, each a folder named after its number with the name of its writer in it.
 * Such a folder is made elsewhere and then renamed, which only one of several can do: so two
 * writers never get the same term, without a lock that a process that was killed would leave.
 */
export class TermFolders {
  readonly folder: string;

  /** `folder` is the thread's. */
  constructor(folder: string) {
    this.folder = folder;
  }

  /** The terms that there are, the newest first. */
  async all(): Promise<number[]> {
    const names = await readdir(this.folder).catch(noneIfMissing);
    const terms = names.filter((name) => /^[1-9]\d{0,14}$/.test(name)).map(Number);
    return terms.sort((a, b) => b - a);
  }

  /** Whose right to save holds; undefined when nobody has ever had it. */
  async newest(): Promise<WriterToken | undefined> {
    const [term] = await this.all();
    if (term === undefined) return undefined;
    try {
      return { term, writer: await readFile(join(this.folder, `${term}`, "writer"), "utf8") };
    } catch (error) {
      // A newer term may have removed it meanwhile.
      if (isMissing(error) && (await this.all())[0] !== term) return this.newest();
      throw error;
    }
  }

  /** Begins a term. Returns whether it was this writer that did. */
  async begin({ term, writer }: WriterToken): Promise<boolean> {
    await mkdir(this.folder, { recursive: true });
    const made = await mkdtemp(join(this.folder, "new-"));
    await writeFile(join(made, "writer"), writer);
    try {
      await rename(made, join(this.folder, `${term}`));
      return true;
    } catch (error) {
      await rm(made, { recursive: true, force: true });
      if ((await this.all()).some((other) => other >= term)) return false;
      throw error;
    }
  }

  /** Begins the term after all that there are. */
  async beginNext(writer: string): Promise<WriterToken> {
    for (;;) {
      const [newest = 0] = await this.all();
      const token = { term: newest + 1, writer };
      if (await this.begin(token)) return token;
    }
  }
}
