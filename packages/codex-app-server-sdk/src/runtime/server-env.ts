export interface ServerEnvOptions {
  /** The variables to start from; empty when nothing is inherited. */
  base: Readonly<Record<string, string | undefined>>;
  env: Readonly<Record<string, string | undefined>>;
  codexHome: string | undefined;
  /**
   * Folders to put at the beginning of PATH. Without a PATH it stays so: programs then look in the
   * system's default folders, which one of ours would replace.
   */
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
  const [name, path] = merged.get("PATH") ?? [];
  if (name !== undefined && path) {
    set(name, [...options.pathDirs, path].join(options.platform === "win32" ? ";" : ":"));
  }
  return Object.fromEntries(merged.values());
}
