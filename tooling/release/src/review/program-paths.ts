/** What a file of an upstream tree must be, going by its path. */
export type ExpectedKind = "program" | "library" | "anything";

const libraries = /\.(?:dll|dylib)$|\.so(?:\.\d+)*$/;

/** The folder of the entrypoint, the folder for PATH, and the helpers that Codex starts itself. */
const programs =
  /^(?:bin|codex|codex-path|path|codex-resources\/voice\/bin)\/[^/]+$|^codex-resources\/bwrap$|\.exe$/;

/** A shell script or an empty file under such a path would be run, or loaded, all the same. */
export function expectedKind(path: string): ExpectedKind {
  if (libraries.test(path)) return "library";
  return programs.test(path) ? "program" : "anything";
}
