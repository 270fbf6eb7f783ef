import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findNpx } from "./find-npx.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "npx "));
});
afterEach(() => rmSync(folder, { recursive: true }));

function place(...path: string[]): string {
  const file = join(folder, ...path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  return file;
}

test("finds npx beside the npm that started it", () => {
  const npx = place("npm", "bin", "npx-cli.js");
  const env = { npm_execpath: join(dirname(npx), "npm-cli.js") };
  expect(findNpx({ env, execPath: "/nowhere/node" })).toEqual(["/nowhere/node", npx]);
});

test("does not look beside another package manager", () => {
  const npx = place("bin", "node_modules", "npm", "bin", "npx-cli.js");
  place("pnpm", "npx-cli.js");
  const env = { npm_execpath: join(folder, "pnpm", "pnpm.cjs") };
  expect(findNpx({ env, execPath: join(folder, "bin", "node.exe") })[1]).toBe(npx);
});

test("finds npx where Unix and Windows installers put it", () => {
  const unix = place("u", "lib", "node_modules", "npm", "bin", "npx-cli.js");
  expect(findNpx({ env: {}, execPath: join(folder, "u", "bin", "node") })[1]).toBe(unix);
  const windows = place("w", "node_modules", "npm", "bin", "npx-cli.js");
  expect(findNpx({ env: {}, execPath: join(folder, "w", "node.exe") })[1]).toBe(windows);
});

test.skipIf(process.platform === "win32")("follows the npm on the PATH", () => {
  const npx = place("share", "npm", "bin", "npx-cli.js");
  const npm = place("share", "npm", "bin", "npm-cli.js");
  mkdirSync(join(folder, "bin"));
  symlinkSync(npm, join(folder, "bin", "npm"));
  const env = { PATH: `/nowhere:${join(folder, "bin")}` };
  expect(findNpx({ env, execPath: join(folder, "opt", "bin", "node") })[1]).toBe(npx);
});

test("says what to do when there is none", () => {
  const execPath = join(folder, "bin", "node");
  expect(() => findNpx({ env: { PATH: folder }, execPath })).toThrow(
    /npx was not found beside .*node nor on the PATH.*install npm/,
  );
});
