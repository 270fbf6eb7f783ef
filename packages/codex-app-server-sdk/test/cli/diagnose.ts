import { chmod, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { resolveCodexRuntime } from "openai-codex-cli-bin";
import { onTestFinished } from "vitest";
import type { Check, CheckResult, Machine } from "../../src/cli/doctor/check.js";
import { checks } from "../../src/cli/doctor/checks.js";
import { runChecks } from "../../src/cli/doctor/run-checks.js";
import { runDoctor } from "../../src/cli/doctor/run-doctor.js";
import { createTestHome, type TestHome } from "../../src/testing/index.js";

import { collect } from "../support/collect.js";

/** The pinned binary. */
export const codexPath = resolveCodexRuntime().codexPath;

/** An API key as it is stored. Nothing that is printed may contain it. */
export const storedKey = "sk-stored-key-0123456789";

/** What `doctor` has said. */
export interface Diagnosis {
  exitCode: number;
  ok: boolean;
  /** The names of the checks that found something wrong, those that could not be made left out. */
  wrong: string[];
  /** The line of one check. */
  line(name: string): CheckResult;
  text: string;
}

/** A home in which nothing is wrong: somebody is logged in. Removed when the test is over. */
export async function healthyHome(config = ""): Promise<TestHome> {
  const home = await createTestHome({ config });
  onTestFinished(() => home.dispose());
  const login = { auth_mode: "apikey", OPENAI_API_KEY: storedKey };
  await writeFile(join(home.codexHome, "auth.json"), JSON.stringify(login));
  return home;
}

/** Runs `doctor --json` in this process, with the real binary where there is one. */
export async function diagnose(
  home: TestHome,
  env: Record<string, string | undefined> = {},
  machine: Partial<Machine> = {},
): Promise<Diagnosis> {
  const [stdin, stdout, stderr] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const { signal } = new AbortController();
  const context = { env: { ...home.env, ...env }, cwd: home.cwd, stdin, stdout, stderr, signal };
  const { platform: os, arch: cpu } = process;
  const exitCode = await runDoctor({ json: true }, context, {
    os,
    cpu,
    stepMs: 15_000,
    ...machine,
  });
  stdout.end();
  return read(exitCode, await text(stdout));
}

/** Whether a check finds nothing wrong any more, nor those that it needs. */
export async function isMended(
  name: string,
  home: TestHome,
  env: Record<string, string | undefined> = {},
): Promise<boolean> {
  const { signal } = new AbortController();
  const { platform: os, arch: cpu } = process;
  const context = { env: { ...home.env, ...env }, cwd: home.cwd, signal, os, cpu, stepMs: 15_000 };
  const results = await collect(runChecks(withNeeded(name), context));
  return results.length > 0 && results.every(({ ok }) => ok);
}

function withNeeded(name: string): Check[] {
  const needed = checks.find((check) => check.name === name)?.needs ?? [];
  const before = needed.flatMap(withNeeded);
  return checks.filter((check) => check.name === name || before.includes(check));
}

/** Reads what `doctor --json` has printed. */
export function read(exitCode: number, output: string): Diagnosis {
  const { ok, checks } = JSON.parse(output) as { ok: boolean; checks: CheckResult[] };
  const wrong = checks.filter((check) => !check.ok && check.fix !== undefined);
  const line = (name: string): CheckResult => {
    const found = checks.find((check) => check.name === name);
    if (found === undefined) throw new Error(`There is no check ${name}.`);
    return found;
  };
  return { exitCode, ok, wrong: wrong.map(({ name }) => name), line, text: output };
}

/** Writes a shell script that stands for Codex; `$CODEX` in it is the real one. */
export async function fakeCodex(script: string): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "fake-codex-")));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, "codex");
  await writeFile(path, `#!/bin/sh\nCODEX='${codexPath}'\nHERE='${folder}'\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}
