import { OptionsError } from "../errors/index.js";

/**
 * Makes a path of this machine, given as `name`, absolute. A relative one counts from `folder`, by
 * default from the working folder of this process, which may have been removed: it is asked for
 * only then. Throws an `OptionsError` if it is gone.
 */
export function absolutePath(path: string, name: string, folder?: string): string {
  if (!isRelative(path)) return path;
  return join(folder ?? workingFolder(name, path), path);
}

function isRelative(path: string): boolean {
  return !(process.platform === "win32" ? /^([a-z]:)?[\\/]/i : /^\//).test(path);
}

function workingFolder(name: string, path: string): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new OptionsError(
      `${name} is ${JSON.stringify(path)}, which counts from the working folder of this process, and that folder is gone. Give an absolute path.`,
      { cause },
    );
  }
}

/** Node's module is not imported, because importing this package loads none of them. */
function join(folder: string, path: string): string {
  const runtime = process as { getBuiltinModule?(name: string): unknown };
  const builtin = runtime.getBuiltinModule?.("node:path") as PathModule | undefined;
  return builtin?.resolve(folder, path) ?? `${folder}/${path}`;
}

interface PathModule {
  resolve(...paths: readonly string[]): string;
}
