/** The `schema` of `codex-runtime.json` that this package reads. */
export const runtimeManifestSchema = 1;

/** How Codex's own release arranges its files; `runtime/` is an unchanged copy of them. */
export const runtimeLayouts = ["package-v1", "legacy-vendor"] as const;

export type RuntimeLayout = (typeof runtimeLayouts)[number];

/** Where the files of a runtime came from. */
export interface RuntimeSource {
  /**
   * `npm`: a registry package; `github`: release assets; `archive`, `directory`, `binary`: an input
   * given by hand.
   */
  kind: "npm" | "github" | "archive" | "directory" | "binary";
  /** The registry spec, the asset's name, or the file name of the input given by hand. */
  spec: string;
  /** Subresource integrity of the archive; null when the input was not an archive. */
  integrity: string | null;
}

/** One file of a runtime. */
export interface RuntimeFile {
  /** Relative to the package folder, with forward slashes. */
  path: string;
  /** In bytes. */
  size: number;
  /** SHA-256 in hexadecimal. */
  sha256: string;
  /** 0o755 for programs, 0o644 for everything else. */
  mode: number;
  /** Executable format according to the file's header; null for data. */
  format: "elf" | "mach-o" | "pe" | null;
  /** Architectures according to the header; a universal Mach-O file has more than one. */
  arch: string[];
}

/**
 * The content of `codex-runtime.json`, which describes a staged platform package. Paths are
 * relative to the package folder.
 */
export interface RuntimeManifest {
  schema: typeof runtimeManifestSchema;
  version: string;
  platform: string;
  target: string;
  layout: RuntimeLayout;
  entrypoint: string;
  /** Folders to put in front of PATH when running the entrypoint. */
  pathDirs: string[];
  resourcesDir: string | null;
  source: RuntimeSource;
  /** Whether the files matched the reviewed lock; false for inputs given by hand. */
  locked: boolean;
  files: RuntimeFile[];
}

/** The result of reading a `codex-runtime.json`. */
export type ParsedRuntimeManifest =
  | { state: "ok"; manifest: RuntimeManifest }
  | { state: "unsupported"; found: string }
  | { state: "invalid"; problem: string };

/**
 * Parses `codex-runtime.json`. A newer schema or layout is `unsupported`, any other defect
 * `invalid`.
 */
export function parseRuntimeManifest(text: string): ParsedRuntimeManifest {
  const value = parseJson(text);
  if (!isRecord(value)) return { state: "invalid", problem: "it holds no JSON object" };
  if (value.schema !== runtimeManifestSchema) {
    return { state: "unsupported", found: `schema ${JSON.stringify(value.schema)}` };
  }
  if (!isLayout(value.layout)) {
    return { state: "unsupported", found: `layout ${JSON.stringify(value.layout)}` };
  }
  const wrong = fieldChecks.find(([field, isValid]) => !isValid(value[field]));
  if (wrong) return { state: "invalid", problem: `its ${wrong[0]} is missing or malformed` };
  // Every field was checked above.
  const manifest = value as unknown as RuntimeManifest;
  if (!manifest.files.some((file) => file.path === manifest.entrypoint)) {
    return { state: "invalid", problem: "its entrypoint is not among its files" };
  }
  return { state: "ok", manifest };
}

const fieldChecks: ReadonlyArray<[keyof RuntimeManifest, (value: unknown) => boolean]> = [
  ["version", isText],
  ["platform", isText],
  ["target", isText],
  ["entrypoint", isInnerPath],
  ["pathDirs", (value) => Array.isArray(value) && value.every(isInnerPath)],
  ["resourcesDir", (value) => value === null || isInnerPath(value)],
  ["source", isSource],
  ["locked", (value) => typeof value === "boolean"],
  ["files", (value) => Array.isArray(value) && value.every(isFile)],
];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The caller reports it like any other malformed content.
    return undefined;
  }
}

function isSource(value: unknown): boolean {
  return (
    isRecord(value) &&
    isText(value.kind) &&
    isText(value.spec) &&
    (value.integrity === null || isText(value.integrity))
  );
}

function isFile(value: unknown): boolean {
  return (
    isRecord(value) &&
    isInnerPath(value.path) &&
    isCount(value.size) &&
    isCount(value.mode) &&
    typeof value.sha256 === "string" &&
    /^[0-9a-f]{64}$/.test(value.sha256) &&
    Array.isArray(value.arch)
  );
}

/** A relative path that stays inside the package. */
function isInnerPath(value: unknown): boolean {
  return isText(value) && !/^[\\/]|^[A-Za-z]:|\\/.test(value) && !value.split("/").includes("..");
}

function isLayout(value: unknown): value is RuntimeLayout {
  return runtimeLayouts.some((layout) => layout === value);
}

function isCount(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
