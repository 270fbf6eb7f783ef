import { setTimeout as delay } from "node:timers/promises";
import type { ReleasePackage } from "../package/release.js";
import { ToolError } from "../tool-error.js";
import type { NpmSession } from "./npm-session.js";
import { readPackageState } from "./package-state.js";
import { type UploadResult, uploadPackage } from "./upload-package.js";
import { type WaitOptions, waitUntilServed } from "./wait-until-served.js";

const maxAttempts = 4;

export interface PublishOptions extends WaitOptions {
  /** Pause before the second attempt, in milliseconds; doubles with each. */
  retryDelayMs: number;
  /**
   * How long a registry that refuses a version may take to show that it has it, in milliseconds.
   */
  settleMs: number;
  provenance: boolean;
}

/**
 * Uploads a package unless the registry has it with the same bytes. After every failure the
 * registry is asked what it has: an upload whose answer was lost is an upload.
 */
export async function publishPackage(
  pkg: ReleasePackage & { path: string },
  options: PublishOptions,
): Promise<"published" | "skipped"> {
  const { session, reporter, provenance } = options;
  if (await isThere(pkg, session)) {
    reporter.step(`${nameOf(pkg)} is there already, with the same bytes`);
    return "skipped";
  }
  for (let attempt = 1; ; attempt += 1) {
    reporter.step(`Uploading ${nameOf(pkg)} as ${pkg.tag}, ${pkg.size} bytes`);
    const result = await uploadPackage({ file: pkg.path, tag: pkg.tag, provenance }, session);
    if (result.kind === "done" || (await isThere(pkg, session))) return "published";
    if (isRefusal(result)) return settle(pkg, result, options);
    if (attempt >= maxAttempts || isFinal(result)) throw uploadError(pkg, result);
    reporter.warn(`${nameOf(pkg)}: ${result.message}`);
    await delay(options.retryDelayMs * 2 ** (attempt - 1));
  }
}

type Failed = Extract<UploadResult, { kind: "failed" }>;

async function isThere(pkg: ReleasePackage, session: NpmSession): Promise<boolean> {
  return (await readPackageState(pkg, session)).kind === "present";
}

/** A registry that has a version refuses it with one of these, and may not show it yet. */
function isRefusal({ code }: Failed): boolean {
  return code === "E403" || code === "E409" || code === "EPUBLISHCONFLICT";
}

async function settle(
  pkg: ReleasePackage,
  refused: Failed,
  options: PublishOptions,
): Promise<"published"> {
  options.reporter.step(`${nameOf(pkg)} was refused; looking whether the registry has it already`);
  try {
    await waitUntilServed([pkg], { ...options, waitMs: options.settleMs });
    return "published";
  } catch (error) {
    if (error instanceof ToolError && error.kind === "network") throw uploadError(pkg, refused);
    throw error;
  }
}

/** Client errors stay as they are, apart from time-outs and throttling. */
function isFinal({ code }: Failed): boolean {
  if (code === "E408" || code === "E429") return false;
  return /^E4\d\d$/.test(code ?? "") || code === "ENEEDAUTH" || code === "EOTP";
}

function uploadError(pkg: ReleasePackage, { code, message }: Failed): ToolError {
  const advice = adviceFor(code, pkg);
  return new ToolError(
    "network",
    `Uploading ${nameOf(pkg)} failed${code ? ` with ${code}` : ""}: ${message}\n${advice}`,
  );
}

function adviceFor(code: string | null, pkg: ReleasePackage): string {
  if (code === "E401" || code === "ENEEDAUTH" || code === "EOTP") {
    return (
      "Log in to the registry (npm login --registry URL), " +
      "or check the token in npm's configuration."
    );
  }
  if (code === "E403") {
    return (
      `Check that this account may publish ${pkg.name}, ` +
      "and that the name is taken by nobody else."
    );
  }
  if (code === "E413") {
    return (
      `The registry takes no ${pkg.size} bytes. ` +
      "Ask its operator for a higher limit; nothing else was lost."
    );
  }
  return "What was uploaded stays; run the same command again to continue.";
}

function nameOf({ name, version }: ReleasePackage): string {
  return `${name}@${version}`;
}
