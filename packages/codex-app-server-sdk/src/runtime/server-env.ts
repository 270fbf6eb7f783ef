export interface ServerEnvOptions {
  /** What the server starts from; empty when nothing is inherited. */
  base: Readonly<Record<string, string | undefined>>;
  env: Readonly<Record<string, string | undefined>>;
  codexHome: string | undefined;
  /** Folders to put in front of PATH. */
  pathDirs: readonly string[];
  platform: NodeJS.Platform;
}

/**
 * The environment of the server: `env` over `base`, a variable set to undefined left out. On
 * Windows names differ in case only at their peril, so a name replaces every spelling of it.
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
