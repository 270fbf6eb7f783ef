// All of the module, because webpack replaces an imported `createRequire` by undefined.
import * as nodeModule from "node:module";
import { join } from "node:path";

/** One way to look for installed packages. */
export interface PackageResolver {
  /** The path of a package's file. Throws when there is none. */
  resolve(specifier: string): string;
  /** The folders in which a package is looked for, whether they exist or not. */
  folders(packageName: string): string[];
}

/**
 * The packages that lead to a platform package. Not every package manager puts a dependency where
 * the packages that don't name it can see it.
 */
const routes = [
  ["openai-codex-cli-bin"],
  ["codex-app-server-sdk", "openai-codex-cli-bin"],
  [],
] as const;

/**
 * Whether the package that names the platform packages can be found from these files. A package
 * manager always installs it; what copies only the files that code loads leaves it out.
 */
export function isInstalled(starts: readonly string[]): boolean {
  const named = routes.filter((route) => route.length > 0);
  return starts.some((start) => named.some((route) => follow(start, route).length > 0));
}

/** The ways to look for platform packages from these files, the most exact first. */
export function packageResolvers(starts: readonly string[]): PackageResolver[] {
  return starts.flatMap((start) => routes.flatMap((route) => follow(start, route)));
}

function follow(start: string, route: readonly string[]): PackageResolver[] {
  try {
    const end = route.reduce(
      (from, packageName) => resolverAt(from).resolve(`${packageName}/package.json`),
      start,
    );
    return [resolverAt(end)];
  } catch {
    // This way leads nowhere.
    return [];
  }
}

function resolverAt(file: string): PackageResolver {
  const { resolve } = nodeModule.createRequire(file);
  return {
    resolve: (specifier) => resolve(specifier),
    folders: (packageName) =>
      plugAndPlayFolders(packageName, file) ??
      (resolve.paths(packageName) ?? []).map((folder) => join(folder, packageName)),
  };
}

/** A part of what Yarn's Plug'n'Play adds to Node's module of modules. */
type FindPlugAndPlay = (file: string) => {
  resolveToUnqualified(request: string, issuer: string): string | null;
} | null;

/** Where Plug'n'Play has a package; undefined without Plug'n'Play, which has no `node_modules`. */
function plugAndPlayFolders(packageName: string, file: string): string[] | undefined {
  // By its name as text, because webpack makes an import of a member, which must be there.
  const find: FindPlugAndPlay | undefined = Reflect.get(nodeModule, "findPnpApi");
  const api = find?.(file);
  if (!api) return undefined;
  try {
    return [api.resolveToUnqualified(packageName, file)].flatMap((folder) => folder ?? []);
  } catch {
    // The package is not installed.
    return [];
  }
}
