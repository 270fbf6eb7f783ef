/** Reads `length` bytes at `offset`; fewer at the end of the file. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

/** What the header of a program or library states. */
export interface ExecutableHeader {
  format: "elf" | "mach-o" | "pe";
  /**
   * The architectures by Node's names, or `machine 0x…` for one that Node has no name for. A
   * universal file has several.
   */
  arch: string[];
  kind: "program" | "library" | "other";
  /**
   * The operating system that the header names although it is none of ours, such as `iOS`; null if
   * it names none or ours.
   */
  foreignOs: string | null;
  /** ELF: the dynamic loader that the file needs; null if it is linked statically. */
  interpreter: string | null;
  /** The oldest version of the operating system it supports; null if none is stated. */
  minOs: string | null;
  isSigned: boolean;
}
