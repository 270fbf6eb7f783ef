import { accessSync, constants, existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import type { PackageResolver } from "./package-resolvers.js";

/** What was found of a package. */
export type LocatedPackage =
  | { state: "found"; folder: string; version: unknown }
  /** Its folder is there, and its `package.json` missing or cut short. */
  | { state: "damaged"; folder: string; problem: string; cause: unknown }
  /** The system does not let this process read it. */
  | { state: "unreadable"; path: string; cause: Error }
  | { state: "missing"; cause: unknown };

/**
 * Finds an installed package. There may be several versions of it; the given one is preferred, else
 * the first one counts.
 */
export function locatePackage(
  packageName: string,
  { resolvers, version }: { resolvers: readonly PackageResolver[]; version: string },
): LocatedPackage {
  let other: LocatedPackage | undefined;
  for (const resolver of resolvers) {
    const located = locateFrom(resolver, packageName);
    if (located.state === "found" && located.version === version) return located;
    if (other === undefined || other.state === "missing") other = located;
  }
  return other ?? { state: "missing", cause: undefined };
}

function locateFrom(resolver: PackageResolver, packageName: string): LocatedPackage {
  let file: string;
  try {
    file = resolver.resolve(`${packageName}/package.json`);
  } catch (cause) {
    return explainUnresolved(resolver.folders(packageName), cause as Error);
  }
  return readVersion(file);
}

function readVersion(file: string): LocatedPackage {
  const folder = dirname(file);
  try {
    const manifest = JSON.parse(readFileSync(file, "utf8")) as { version?: unknown } | null;
    return { state: "found", folder, version: manifest?.version };
  } catch (cause) {
    const error = cause as NodeJS.ErrnoException;
    if (error instanceof SyntaxError) {
      return { state: "damaged", folder, problem: `${file} is cut short`, cause };
    }
    // What a resolver of the caller's own names may be inside an archive.
    if (error.code === "ENOENT") return { state: "found", folder, version: undefined };
    return { state: "unreadable", path: file, cause: error };
  }
}

/** Node says the same of a package that is not there and of one that can't be used. */
function explainUnresolved(folders: readonly string[], cause: Error): LocatedPackage {
  for (const [index, folder] of folders.entries()) {
    const error = readError(join(folder, "package.json"));
    if (error === undefined) {
      return damaged(folder, { problem: "an unusable package.json", cause });
    }
    // Node's permission model also hides the folders above a project, where nothing need be.
    const isHidden = error.code === "ERR_ACCESS_DENIED" && index > 0;
    if (isDenied(error) && !isHidden) return { state: "unreadable", path: folder, cause: error };
    if (error.code === "ENOENT" && existsSync(folder)) {
      return damaged(folder, { problem: "no package.json", cause });
    }
  }
  return { state: "missing", cause };
}

/** The folder itself and not a link to it: a new link would lead to the same package. */
function damaged(
  link: string,
  { problem, cause }: { problem: string; cause: unknown },
): LocatedPackage {
  const folder = realpathSync(link);
  return { state: "damaged", folder, problem: `${folder} has ${problem}`, cause };
}

function readError(file: string): NodeJS.ErrnoException | undefined {
  try {
    accessSync(file, constants.R_OK);
    return undefined;
  } catch (error) {
    return error as NodeJS.ErrnoException;
  }
}

/** By the rights of the user, or by Node's permission model. */
function isDenied({ code = "" }: NodeJS.ErrnoException): boolean {
  return ["EACCES", "EPERM", "ERR_ACCESS_DENIED"].includes(code);
}
