/** The `files` of a published platform package, folders included. npm adds `package.json`. */
export const publishedFiles = [
  "runtime",
  "codex-runtime.json",
  "sbom.cdx.json",
  "LICENSE",
  "NOTICE",
  "licenses",
] as const;

/** The `exports` of a platform package. */
export const publishedExports = {
  "./package.json": "./package.json",
  "./codex-runtime.json": "./codex-runtime.json",
} as const;
