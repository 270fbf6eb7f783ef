import { spawn } from "node:child_process";
import { once } from "node:events";
import { assertMayContact } from "../assert-may-contact.js";
import { describeError } from "../describe-error.js";
import { findNpmCommand } from "../find-npm-command.js";
import { endOnInterrupt } from "../interruption.js";
import { findStatedError } from "./find-stated-error.js";
import type { NpmSession } from "./npm-session.js";

export type UploadResult =
  | { kind: "done" }
  /** `code` is npm's error code, such as `E413`; null if npm states none. */
  | { kind: "failed"; code: string | null; message: string };

export interface Upload {
  /** Absolute path: npm would take a bare file name for a package name. */
  file: string;
  tag: string;
  /** Whether npm attaches a statement of which workflow made the package. */
  provenance: boolean;
}

/** Time limit for one upload. */
const uploadTimeoutMs = 30 * 60_000;

/** Runs `npm publish` for one tarball. A failed upload is a result, not an error. */
export async function uploadPackage(upload: Upload, session: NpmSession): Promise<UploadResult> {
  assertMayContact(session.registry);
  const { folder, env } = session;
  const [command, script] = findNpmCommand({ env });
  const child = spawn(command, [script, ...publishArguments(upload, session)], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: uploadTimeoutMs,
  });
  endOnInterrupt(child);
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const failure = await Promise.race([
    once(child, "close").then(([code]) => (code === 0 ? null : "")),
    once(child, "error").then(([error]) => describeError(error)),
  ]);
  return failure === null ? { kind: "done" } : failureOf(output, failure);
}

function publishArguments({ file, tag, provenance }: Upload, session: NpmSession): string[] {
  return [
    "publish",
    file,
    ...session.args,
    "--tag",
    tag,
    "--access",
    "public",
    "--ignore-scripts",
    "--json",
    "--no-update-notifier",
    // The caller retries, after it has checked what the last attempt left.
    "--fetch-retries=0",
    ...(provenance ? ["--provenance"] : []),
  ];
}

function failureOf(output: { stdout: string; stderr: string }, failure: string): UploadResult {
  const stated = findStatedError(output.stdout) ?? findStatedError(output.stderr);
  const message = stated?.summary || lastLines(output.stderr) || failure || "npm gives no reason";
  return { kind: "failed", code: stated?.code ?? null, message };
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join("\n");
}
