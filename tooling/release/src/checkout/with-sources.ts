import { cp, mkdir, rm, stat, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Reporter } from "../reporter.js";
import { type Repository, repositoryAt } from "../repository.js";
import { withWorkFolder } from "../with-work-folder.js";
import { buildPackage } from "./build-package.js";
import { runGit } from "./run-git.js";

/** A commit, or what is in the checkout now, changes and new files included. */
export type SourceState = { commit: string } | "working-tree";

/** A package that is built. */
export type BuiltPackage = keyof typeof builtPackages;

export interface SourceRequest {
  repository: Repository;
  state: SourceState;
  reporter: Reporter;
  /** What to build, with all that it needs, in `buildOrder`. Default: all. */
  build?: readonly BuiltPackage[];
}

/**
 * Runs `work` with a private copy of the checkout's files in which packages
 * have been built afresh. Nothing that Git ignores is in the copy, so neither an old build nor a
 * file that was left in `dist` can get into a package. Downloads are shared with the checkout.
 */
export async function withSources<T>(
  { repository, state, reporter, build = buildOrder }: SourceRequest,
  work: (sources: Repository) => Promise<T>,
): Promise<T> {
  // Inside the checkout, and always equally deep: the bundler names the files of dependencies by
  // their path from the package.
  return withWorkFolder(join(repository.root, ".cache", "sources"), async (folder) => {
    const root = join(folder, "checkout");
    await mkdir(root);
    if (state === "working-tree") await copyWorkingTree(repository, root);
    else await exportCommit(repository, { commit: state.commit, root, folder });
    const sources = { ...repositoryAt(root), downloads: repository.downloads };
    await linkDependencies(repository, sources);
    for (const one of build) {
      const { folder, label } = builtPackages[one];
      await buildPackage(sources[folder], sources);
      reporter.step(`Built the ${label} from ${describeState(state)}`);
    }
    return work(sources);
  });
}

/** Where each is, and what it is called. */
const builtPackages = {
  meta: { folder: "metaPackage", label: "meta package" },
  sdk: { folder: "sdkPackage", label: "SDK" },
  workers: { folder: "workersPackage", label: "workers" },
} as const;

/** Each package needs those before it. */
export const buildOrder = Object.keys(builtPackages) as BuiltPackage[];

function describeState(state: SourceState): string {
  return state === "working-tree" ? "the checkout's files" : `commit ${state.commit}`;
}

/** Uses an index of its own, so that the checkout's is not touched. */
async function exportCommit(
  repository: Repository,
  { commit, root, folder }: { commit: string; root: string; folder: string },
): Promise<void> {
  const options = { indexFile: join(folder, "index") };
  const plain = ["-c", "core.autocrlf=false", "-c", "core.eol=lf"];
  await runGit(repository.root, ["read-tree", commit], options);
  await runGit(
    repository.root,
    [...plain, "checkout-index", "--all", "--force", `--prefix=${root}/`],
    options,
  );
  await rm(options.indexFile, { force: true });
}

async function copyWorkingTree({ root: from }: Repository, root: string): Promise<void> {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const names = (await runGit(from, list)).split("\0").filter((name) => name !== "");
  for (const name of new Set(names)) {
    // A file that was removed and not committed is still in the index.
    if (!(await exists(join(from, name)))) continue;
    await mkdir(dirname(join(root, name)), { recursive: true });
    await cp(join(from, name), join(root, name), { verbatimSymlinks: true });
  }
}

/** The links of a package's `node_modules` are relative, so that in the copy they lead into it. */
async function linkDependencies(repository: Repository, sources: Repository): Promise<void> {
  const modules = join(repository.root, "node_modules");
  if (await exists(modules)) await symlink(modules, join(sources.root, "node_modules"), "junction");
  for (const { folder } of Object.values(builtPackages)) {
    const from = join(repository[folder], "node_modules");
    if (!(await exists(from))) continue;
    await cp(from, join(sources[folder], "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
