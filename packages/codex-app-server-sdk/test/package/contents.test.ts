import { access, readdir, readFile, stat } from "node:fs/promises";
import { join, posix, relative, sep } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { anchors, linksIn } from "../docs/markdown.js";
import { packageFolder } from "../docs/public-api.js";
import { makeUsersProject } from "../support/users-project.js";

const project = await makeUsersProject();
afterAll(() => project.dispose());

const entries = await readdir(project.sdk, { recursive: true, withFileTypes: true });
const files = entries
  .filter((entry) => entry.isFile())
  .map((entry) => relative(project.sdk, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .sort();
const documents = files.filter((file) => file.endsWith(".md"));
const charts = files.filter((file) => /^docs\/performance\/[a-z]+\.svg$/.test(file));
const examples = files.filter((file) => file.startsWith("examples/") && file.endsWith(".ts"));

function read(file: string): Promise<string> {
  return readFile(join(project.sdk, file), "utf8");
}

/** A link to what does not ship, as text and as a picture. */
const intoRepository =
  /https:\/\/(?:raw\.githubusercontent|github)\.com\/codex-app-server-sdk\/codex-app-server-sdk\/(?:(?:tree|blob)\/)?main\/([^)\s]+)/g;

/** The links of a document that lead nowhere in the package. */
async function brokenLinks(document: string): Promise<string[]> {
  const links = linksIn(await read(document));
  const checks = links.map(async (link) => ((await isThere(document, link)) ? [] : [link]));
  return (await Promise.all(checks)).flat();
}

async function isThere(document: string, link: string): Promise<boolean> {
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? document : posix.join(posix.dirname(document), path);
  if (!files.includes(file)) return false;
  return anchor === undefined || anchors(await read(file)).has(anchor);
}

/** Whether it belongs to the suites that show how to test an agent. */
function isSuite(file: string): boolean {
  return file.startsWith("examples/testing/");
}

/** What a program imports. */
async function importsOf(file: string): Promise<string[]> {
  return ts.preProcessFile(await read(file)).importedFiles.map(({ fileName }) => fileName);
}

describe("the packed package", () => {
  test("has the code, the documents and the examples, and nothing else", () => {
    const others = files.filter((file) => !/^(bin|dist|docs|examples)\//.test(file));

    expect(others).toEqual(["AGENTS.md", "LICENSE", "README.md", "package.json"]);
    const ours = files.filter((file) => /\.test\.|fixtures|\.map$/.test(file));
    expect(ours.filter((file) => !isSuite(file))).toEqual([]);
    const inDocs = files.filter((file) => file.startsWith("docs/") && !charts.includes(file));
    expect(inDocs).toEqual(documents.filter((file) => file.startsWith("docs/")));
    expect(examples.length).toBeGreaterThan(20);
  });

  test("is listed by names, because the release tools read no patterns", async () => {
    for (const name of manifest.files) {
      expect(await stat(packageFolder + name), name).toBeDefined();
    }
  });
});

describe("the documents in the packed package", () => {
  test.each(documents)("%s has links that lead somewhere in it", async (document) => {
    expect(await brokenLinks(document)).toEqual([]);
  });

  test("show every chart that is in it", async () => {
    const shown = linksIn(await read("docs/performance.md")).map((link) => `docs/${link}`);

    expect(charts.length).toBeGreaterThan(3);
    expect(charts.filter((chart) => !shown.includes(chart))).toEqual([]);
  });

  test("have links to a good part of it", async () => {
    const links = await Promise.all(documents.map(async (file) => linksIn(await read(file))));

    expect(links.flat().length).toBeGreaterThan(50);
  });

  test("would be caught with a link that leads nowhere", async () => {
    expect(await isThere("README.md", "docs/none.md")).toBe(false);
    expect(await isThere("README.md", "docs/api.md#nothing")).toBe(false);
    expect(await isThere("docs/api.md", "../../package.json")).toBe(false);
    expect(await isThere("docs/api.md", "../README.md")).toBe(true);
  });

  test("have links into the repository that lead somewhere in it", async () => {
    const texts = await Promise.all(documents.map(read));
    const targets = texts.flatMap((text) => [...text.matchAll(intoRepository)]);

    expect(targets.length).toBeGreaterThan(1);
    for (const [, path = ""] of targets) await access(`${packageFolder}../../${path}`);
  });

  test("have links that work on the npm page too, which starts from `repository`", () => {
    const { url, directory } = manifest.repository;

    expect(url).toMatch(/^git\+https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/);
    expect(packageFolder.split(sep).join("/")).toMatch(new RegExp(`/${directory}/$`));
  });
});

describe("the examples in the packed package", () => {
  /** What a reader installs for some of them, which each names. */
  const libraries = [
    "@hono/node-server",
    "@opentelemetry/api",
    "@opentelemetry/sdk-trace-node",
    "express",
    "hono",
    "hono/body-limit",
    "hono/streaming",
    "openai-codex-cli-bin",
    "zod",
  ];
  const runners = ["vitest", "vitest/config", "@jest/globals"];

  test.each(examples)(
    "%s imports this package by its name, and nothing of the repository",
    async (file) => {
      const own = /^(node:|codex-app-server-sdk(\/protocol|\/store|\/testing|\/ui)?$)/;
      const others = (await importsOf(file)).filter((name) => !own.test(name));
      const known = isSuite(file) ? [...runners, "../agent.js"] : libraries;

      expect(others.filter((name) => !known.includes(name))).toEqual([]);
    },
  );
});
