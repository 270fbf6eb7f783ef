import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { shellOf } from "./read-workflows.js";

/** These steps run in a checkout, with a `gh` that always finds an open pull request. */
const isPosix = process.platform !== "win32";
const manifest = "packages/openai-codex-cli-bin/package.json";

test.skipIf(!isPosix).each([
  ["release.yml", "version"],
  ["runtime-update.yml", "pin"],
])("%s proposes what was changed and what is new, as a patch", (file, maker) => {
  const made = makePatch(file, maker);
  const branch = propose(file, made);
  expect(branch.changed).toEqual(["packages/codex-app-server-sdk/CHANGELOG.md", manifest]);
});

test.skipIf(!isPosix)("a patch reaches neither workflows nor tools", () => {
  const made = makePatch("runtime-update.yml", "pin", {
    ".github/workflows/new.yml": "on: push",
    "tooling/x.ts": "evil();",
  });
  expect(propose("runtime-update.yml", made).changed).toEqual([
    "packages/codex-app-server-sdk/CHANGELOG.md",
    manifest,
  ]);
});

test.skipIf(!isPosix).each([
  ["release.yml", "version"],
  ["runtime-update.yml", "pin"],
])("%s proposes nothing that was changed on the way", (file, maker) => {
  const made = makePatch(file, maker);
  const patch = join(made.temp, "artifact", "change.patch");
  writeFileSync(patch, `${readFileSync(patch, "utf8")}\n`);
  expect(() => propose(file, made)).toThrowError(/FAILED|did NOT match/);
});

test.skipIf(!isPosix).each([
  ["a changeset", { ".changeset/a.md": "a" }, [], "version"],
  ["no changeset and no tag", {}, [], "publish"],
  ["no changeset and the version's tag", {}, ["codex-app-server-sdk@0.1.0"], "nothing"],
  ["another tag that ends alike", {}, ["x/codex-app-server-sdk@0.1.0"], "publish"],
])("with %s, the plan is to do the right thing", (_, files, tags, next) => {
  const checkout = createCheckout({
    "packages/codex-app-server-sdk/package.json": '{ "version": "0.1.0" }',
    ".changeset/README.md": "",
    ...files,
  });
  for (const tag of tags) {
    checkout.run("git", ["push", "--quiet", "origin", `HEAD:refs/tags/${tag}`]);
  }
  expect(plan(checkout)).toEqual({ next, version: "0.1.0" });
});

test.skipIf(!isPosix)("a plan is not made on a guess when the tags are not known", () => {
  const checkout = createCheckout({
    "packages/codex-app-server-sdk/package.json": '{ "version": "0.1.0" }',
    ".changeset/README.md": "",
  });
  rmSync(join(checkout.temp, "origin.git"), { recursive: true });
  expect(() => plan(checkout)).toThrowError(/does not appear to be a git repository/);
});

interface Checkout {
  temp: string;
  folder: string;
  env: Record<string, string>;
  run(program: string, args: string[]): string;
  write(files: Record<string, string>): void;
}

/** A clone with one commit of these files. */
function createCheckout(files: Record<string, string>): Checkout {
  const temp = mkdtempSync(join(tmpdir(), "workflow-"));
  onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
  const folder = join(temp, "checkout");
  for (const path of [folder, join(temp, "bin"), join(temp, "artifact")]) mkdirSync(path);
  writeFileSync(join(temp, "bin", "gh"), "#!/bin/sh\necho OPEN\n", { mode: 0o755 });
  const output = join(temp, "output");
  writeFileSync(output, "");
  const env = {
    PATH: `${join(temp, "bin")}:${process.env.PATH}`,
    HOME: temp,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: output,
    GIT_CONFIG_NOSYSTEM: "1",
  };
  const checkout: Checkout = {
    temp,
    folder,
    env,
    run(program, args): string {
      return execFileSync(program, args, { cwd: folder, env, encoding: "utf8", stdio: "pipe" });
    },
    write(added): void {
      for (const [path, content] of Object.entries(added)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
      }
    },
  };
  checkout.run("git", [
    "init",
    "--quiet",
    "--bare",
    "--initial-branch=main",
    join(temp, "origin.git"),
  ]);
  checkout.run("git", ["clone", "--quiet", join(temp, "origin.git"), "."]);
  checkout.write(files);
  checkout.run("git", ["add", "."]);
  const who = ["-c", "user.name=a", "-c", "user.email=a@localhost"];
  checkout.run("git", [...who, "commit", "--quiet", "--message=First"]);
  return checkout;
}

/** What a workflow's step gave to other jobs. */
function outputs({ env }: Checkout): Record<string, string> {
  const lines = readFileSync(env.GITHUB_OUTPUT ?? "", "utf8")
    .trim()
    .split("\n");
  return Object.fromEntries(lines.map((line) => line.split("=")));
}

function plan(checkout: Checkout): Record<string, string> {
  runShell(checkout, shellOf("release.yml", "plan", "plan"));
  return outputs(checkout);
}

interface MadePatch extends Checkout {
  digest: string;
}

/** Runs the step that keeps a change as a patch, in a checkout with such a change. */
function makePatch(file: string, job: string, more: Record<string, string> = {}): MadePatch {
  const checkout = createCheckout({ [manifest]: '{ "version": "1.2.3" }' });
  checkout.write({
    [manifest]: '{ "version": "1.2.4" }',
    "packages/codex-app-server-sdk/CHANGELOG.md": "# 0.1.0",
    ...more,
  });
  writeFileSync(join(checkout.temp, "evidence.md"), "evidence");
  runShell(checkout, shellOf(file, job, "patch"));
  for (const name of ["change.patch", "evidence.md"]) {
    const bytes = readFileSync(join(checkout.temp, name));
    writeFileSync(join(checkout.temp, "artifact", name), bytes);
  }
  checkout.run("git", ["reset", "--quiet", "--hard"]);
  const { digest = "" } = outputs(checkout);
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(digest).not.toBe(createHash("sha256").digest("hex"));
  return { ...checkout, digest };
}

/** Runs the steps that compare and propose a change. Returns what the pushed branch has changed. */
function propose(file: string, made: MadePatch): { changed: string[] } {
  const env = { ...made.env, DIGEST: made.digest, VERSION: "1.2.4" };
  runShell({ ...made, env }, shellOf(file, "propose", "Compare with what was made"));
  runShell({ ...made, env }, shellOf(file, "propose", "Open or update the pull request"));
  const [branch = ""] = made.run("git", ["branch", "--remotes", "--format=%(refname)"]).split("\n");
  return { changed: made.run("git", ["diff", "--name-only", "HEAD~", branch]).trim().split("\n") };
}

/** Runs shell code as a workflow with `shell: bash` does. */
function runShell({ folder, env }: Pick<Checkout, "folder" | "env">, shell: string): void {
  const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", shell];
  execFileSync("bash", args, { cwd: folder, env, encoding: "utf8", stdio: "pipe" });
}
