export interface ServerEnvOptions {
  /** The variables to start from; empty when nothing is inherited. */
  base: Readonly<Record<string, string | undefined>>;
  env: Readonly<Record<string, string | undefined>>;
  codexHome: string | undefined;
  /** Folders to put at the beginning of PATH. */
  pathDirs: readonly string[];
  platform: NodeJS.Platform;
}

/**
 * Builds the environment of the server: `base`, overridden by `env`. A variable set to undefined is
 * left out. On Windows names ignore case, so a name replaces every other spelling of it.
 */
export function serverEnv(options: ServerEnvOptions): Record<string, string> {
  const merged = new Map<string, readonly [name: string, value: string]>();
  const key = (name: string): string => (options.platform === "win32" ? name.toUpperCase() : name);
  const set = (name: string, value: string | undefined): void => {
    merged.delete(key(name));
    if (value !== undefined) merged.set(key(name), [name, value]);
  };
  for (const [name, value] of Object.entries(options.base)) set(name, value);
  for (const [name, value] of Object.entries(options.env)) set(name, value);
  if (options.codexHome !== undefined) set("CODEX_HOME", options.codexHome);
  if (options.pathDirs.length > 0) {
    const [name, value] = merged.get("PATH") ?? ["PATH", ""];
    set(name, joinPath([...options.pathDirs, value], options.platform));
  }
  return Object.fromEntries(merged.values());
}

function joinPath(parts: readonly string[], platform: NodeJS.Platform): string {
  return parts.filter((part) => part !== "").join(platform === "win32" ? ";" : ":");
}
