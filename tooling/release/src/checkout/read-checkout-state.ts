import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { Repository } from "../repository.js";
import { ToolError } from "../tool-error.js";
import { runGit } from "./run-git.js";

/** What Git says about a checkout. */
export interface CheckoutState {
  /** The full name of the commit that is checked out. */
  commit: string;
  /** The files that differ from the commit or are not in it. Ignored files are left out. */
  changed: string[];
}

export async function readCheckoutState({ root }: Repository): Promise<CheckoutState> {
  await checkIsCheckout(root);
  const commit = await runGit(root, ["rev-parse", "--verify", "HEAD^{commit}"]);
  const status = ["status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames"];
  const lines = (await runGit(root, ["--no-optional-locks", ...status])).split("\0");
  const changed = lines.filter((line) => line !== "").map((line) => line.slice(3));
  return { commit: commit.trim(), changed };
}

/** The same, but throws if anything differs from the commit. */
export async function readCleanCheckout(repository: Repository): Promise<CheckoutState> {
  const state = await readCheckoutState(repository);
  if (state.changed.length === 0) return state;
  throw new ToolError(
    "check",
    `${repository.root} has changes that are not committed: ${listShortly(state.changed)}. ` +
      "A release is made from a commit: commit them, put them away, or have Git ignore them.",
  );
}

/** The first of these names and how many more there are. */
export function listShortly(names: readonly string[], shown = 5): string {
  const rest = names.length - shown;
  return names.slice(0, shown).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** A folder inside another checkout would be described by the commit of that one. */
async function checkIsCheckout(root: string): Promise<void> {
  const top = (await runGit(root, ["rev-parse", "--show-toplevel"])).trim();
  if (resolve(await realpath(top)) === resolve(await realpath(root))) return;
  throw new ToolError("check", `${root} is not the root of a Git checkout; that is ${top}`);
}
