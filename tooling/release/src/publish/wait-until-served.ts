import { setTimeout as delay } from "node:timers/promises";
import { Heartbeat } from "../heartbeat.js";
import type { ReleasePackage } from "../package/release.js";
import type { Reporter } from "../reporter.js";
import { ToolError } from "../tool-error.js";
import { isTarballServed } from "./is-tarball-served.js";
import type { NpmSession } from "./npm-session.js";
import { readPackageState } from "./package-state.js";

export interface WaitOptions {
  session: NpmSession;
  reporter: Reporter;
  /** Time limit, in milliseconds. */
  waitMs: number;
  /** Pause between two checks, in milliseconds. */
  pauseMs: number;
}

/**
 * Resolves once the registry serves the manifest, with the right integrity, and the tarball of
 * every package. Registries may serve them some time after they accepted the upload.
 */
export async function waitUntilServed(
  packages: readonly ReleasePackage[],
  options: WaitOptions,
): Promise<void> {
  const deadline = Date.now() + options.waitMs;
  let missing = await stillMissing(packages, options);
  let said = "";
  using _ = new Heartbeat("Waiting", options.reporter);
  while (missing.length > 0) {
    if (Date.now() >= deadline) throw timeOut(missing, options);
    const waiting = `Waiting for ${missing.map(describe).join(", ")}`;
    if (waiting !== said) options.reporter.step(waiting);
    said = waiting;
    await delay(Math.min(options.pauseMs, Math.max(0, deadline - Date.now())));
    missing = await stillMissing(
      missing.map(({ pkg }) => pkg),
      options,
    );
  }
}

interface Missing {
  pkg: ReleasePackage;
  what: string;
}

async function stillMissing(
  packages: readonly ReleasePackage[],
  { session }: WaitOptions,
): Promise<Missing[]> {
  const looked = await Promise.all(
    packages.map(async (pkg) => ({ pkg, what: await whatIsMissing(pkg, session) })),
  );
  return looked.flatMap(({ pkg, what }) => (what === null ? [] : [{ pkg, what }]));
}

async function whatIsMissing(pkg: ReleasePackage, session: NpmSession): Promise<string | null> {
  try {
    const state = await readPackageState(pkg, session);
    if (state.kind !== "present") return "manifest";
    const tarball = { url: state.tarball, size: pkg.size };
    return (await isTarballServed(tarball, session)) ? null : "tarball";
  } catch (error) {
    // A registry that does not answer now may do so at the next check.
    if (error instanceof ToolError && error.kind === "network") return "answer";
    throw error;
  }
}

function describe({ pkg, what }: Missing): string {
  return `the ${what} of ${pkg.name}@${pkg.version}`;
}

function timeOut(missing: readonly Missing[], { session, waitMs }: WaitOptions): ToolError {
  const list = missing.map(describe).join(", ");
  return new ToolError(
    "network",
    `${session.registry} does not serve ${list} after ${Math.round(waitMs / 1_000)} s. ` +
      "Nothing that needs it was published; run the same command again to continue.",
  );
}
