/** Reads `length` bytes at `offset`; shorter at the end of the file. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>;

/** What a program or library says about itself. */
export interface ExecutableHeader {
  format: "elf" | "mach-o" | "pe";
  /**
   * Node's names for the architectures; more than one in a universal file; `machine 0x…` for
   * others.
   */
  arch: string[];
  kind: "program" | "library" | "other";
  /** ELF: the dynamic loader it needs; null when static. */
  interpreter: string | null;
  /** The oldest OS it states; null when it states none. */
  minOs: string | null;
  isSigned: boolean;
}
