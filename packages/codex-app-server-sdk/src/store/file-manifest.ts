/** A piece of a file of a thread, in a file of its own that only grows. */
export interface Part {
  /** Where it lies in the thread's folder: the term, and its name in it. */
  readonly file: string;
  /** How many bytes of it count; what is beyond them was never said to be saved. */
  readonly length: number;
}

export interface ManifestFile {
  readonly path: string;
  readonly parts: readonly Part[];
}

/** What the folder of a thread holds, as its last save has left it. */
export interface Manifest {
  readonly sequence: number;
  readonly name: string | null;
  readonly isArchived: boolean;
  readonly isDeleted: boolean;
  readonly savedAt: number;
  readonly files: readonly ManifestFile[];
  /** The number of the next part of this term. */
  readonly nextPart: number;
}

export const emptyManifest: Manifest = {
  sequence: 0,
  name: null,
  isArchived: false,
  isDeleted: false,
  savedAt: 0,
  files: [],
  nextPart: 0,
};

export function lengthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

/** The parts with what is beyond `length` left out. */
export function cutParts(parts: readonly Part[], length: number): Part[] {
  let left = length;
  return parts.flatMap(({ file, length: whole }) => {
    const kept = Math.min(whole, left);
    left -= kept;
    return kept > 0 ? [{ file, length: kept }] : [];
  });
}
