import { setTimeout as delay } from "node:timers/promises";
import { Heartbeat } from "../heartbeat.js";
import type { ReleasePackage } from "../package/release.js";
import { ToolError } from "../tool-error.js";
import type { NpmSession } from "./npm-session.js";
import { readPackageState } from "./package-state.js";
import { copyPrivately } from "./private-copy.js";
import { type UploadResult, uploadPackage } from "./upload-package.js";
import { type WaitOptions, waitUntilServed } from "./wait-until-served.js";

const maxAttempts = 4;

export interface PublishOptions extends WaitOptions {
  /** Pause before the second attempt, in milliseconds; doubles for each further one. */
  retryDelayMs: number;
  /**
   * How long to wait, after a registry refused a version, for it to show that it already has that
   * version, in milliseconds.
   */
  settleMs: number;
  provenance: boolean;
  /** Called before each upload; throws if nothing may be uploaded any more. */
  beforeUpload(): Promise<void>;
}

/**
 * Uploads a package unless the registry already has it with the same bytes. Afterwards the registry
 * is asked again: an upload that failed may have succeeded and only its answer been lost, and one
 * that npm reports as done counts only with the digest that the registry states.
 */
export async function publishPackage(
  pkg: ReleasePackage & { path: string },
  options: PublishOptions,
): Promise<"uploaded" | "skipped"> {
  const { session, reporter } = options;
  if (await isThere(pkg, session)) {
    reporter.step(`${nameOf(pkg)} is already published, with the same bytes`);
    return "skipped";
  }
  for (let attempt = 1; ; attempt += 1) {
    reporter.step(`Uploading ${nameOf(pkg)} as ${pkg.tag}, ${pkg.size} bytes`);
    const result = await uploadCopy(pkg, options);
    if ((await isThere(pkg, session)) || result.kind === "done") return "uploaded";
    if (isRefusal(result)) return settle(pkg, result, options);
    if (attempt >= maxAttempts || isFinal(result)) throw uploadError(pkg, result);
    reporter.warn(`${nameOf(pkg)}: ${result.message}`);
    await delay(options.retryDelayMs * 2 ** (attempt - 1));
  }
}

async function uploadCopy(
  pkg: ReleasePackage & { path: string },
  { session, reporter, provenance, beforeUpload }: PublishOptions,
): Promise<UploadResult> {
  await using copy = await copyPrivately(pkg, session.folder);
  await beforeUpload();
  using _ = new Heartbeat(`Uploading ${nameOf(pkg)}`, reporter);
  // Awaited here, because the copy is removed when this function returns.
  return await uploadPackage({ file: copy.path, tag: pkg.tag, provenance }, session);
}

type Failed = Extract<UploadResult, { kind: "failed" }>;

async function isThere(pkg: ReleasePackage, session: NpmSession): Promise<boolean> {
  return (await readPackageState(pkg, session)).kind === "present";
}

/** The codes with which a registry refuses a version it already has, perhaps before it shows it. */
function isRefusal({ code }: Failed): boolean {
  return code === "E403" || code === "E409" || code === "EPUBLISHCONFLICT";
}

async function settle(
  pkg: ReleasePackage,
  refused: Failed,
  options: PublishOptions,
): Promise<"uploaded"> {
  options.reporter.step(`${nameOf(pkg)} was refused; checking whether the registry already has it`);
  try {
    await waitUntilServed([pkg], { ...options, waitMs: options.settleMs });
    return "uploaded";
  } catch (error) {
    if (error instanceof ToolError && error.kind === "network") throw uploadError(pkg, refused);
    throw error;
  }
}

/** Client errors are final, except time-outs (408) and throttling (429). */
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
    return `Check that this account may publish ${pkg.name}, and that nobody else owns the name.`;
  }
  if (code === "E413") {
    return (
      `The registry does not accept ${pkg.size} bytes. ` +
      "Ask its operator for a higher limit; everything uploaded so far stays."
    );
  }
  return "What was uploaded stays; run the same command again to continue.";
}

function nameOf({ name, version }: ReleasePackage): string {
  return `${name}@${version}`;
}
