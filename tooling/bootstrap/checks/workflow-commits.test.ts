import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../src/root.mjs";

const folder = join(root, ".github", "workflows");

/** The shell code of the steps that push a branch for a pull request. */
const pushingSteps = readdirSync(folder).flatMap((file) => {
  const blocks = readFileSync(join(folder, file), "utf8").matchAll(/run: \|\n((?: {10}.*\n)+)/g);
  const texts = [...blocks].map(([, text = ""]) => text.replace(/^ {10}/gm, ""));
  return texts.filter((text) => text.includes("git push --force")).map((text) => [file, text]);
}) as [file: string, text: string][];

test("two workflows push a branch", () => {
  expect(pushingSteps.map(([file]) => file)).toEqual(["release.yml", "runtime-update.yml"]);
});

test.skipIf(process.platform === "win32").each(pushingSteps)(
  "%s pushes what was changed and what is new",
  (_, text) => {
    const temp = mkdtempSync(join(tmpdir(), "workflow-"));
    onTestFinished(() => rmSync(temp, { recursive: true, force: true }));
    const checkout = join(temp, "checkout");
    const run = inCheckout(temp, checkout);
    const write = (path: string, content: string): void => {
      mkdirSync(dirname(join(checkout, path)), { recursive: true });
      writeFileSync(join(checkout, path), content);
    };
    run("git", ["init", "--quiet", "--bare", "--initial-branch=main", join(temp, "origin.git")]);
    run("git", ["clone", "--quiet", join(temp, "origin.git"), "."]);
    write("packages/openai-codex-cli-bin/package.json", '{ "version": "1.2.3" }');
    run("git", ["add", "."]);
    run("git", ["-c", "user.name=a", "-c", "user.email=a@localhost", "commit", "--message=First"]);
    write("packages/openai-codex-cli-bin/package.json", '{ "version": "1.2.4" }');
    write("packages/codex-app-server-sdk/CHANGELOG.md", "# 0.1.0");

    run("bash", ["-e", "-c", text]);

    const [branch = ""] = run("git", ["branch", "--remotes", "--format=%(refname)"]).split("\n");
    expect(run("git", ["diff", "--name-only", "HEAD~", branch]).trim().split("\n")).toEqual([
      "packages/codex-app-server-sdk/CHANGELOG.md",
      "packages/openai-codex-cli-bin/package.json",
    ]);
  },
);

/** Runs programs in a checkout, with a `gh` that always finds an open pull request. */
function inCheckout(temp: string, checkout: string): (program: string, args: string[]) => string {
  const bin = join(temp, "bin");
  mkdirSync(checkout);
  mkdirSync(bin);
  writeFileSync(join(bin, "gh"), "#!/bin/sh\necho OPEN\n", { mode: 0o755 });
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: temp, GIT_CONFIG_NOSYSTEM: "1" };
  return (program, args) =>
    execFileSync(program, args, { cwd: checkout, env, encoding: "utf8", stdio: "pipe" });
}
