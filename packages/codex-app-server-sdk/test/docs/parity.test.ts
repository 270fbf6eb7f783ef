import { access } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { codeSpans, readDocument } from "./markdown.js";
import { packageFolder, readPublicApi } from "./public-api.js";
import { testNames } from "./test-names.js";

const api = readPublicApi();
const rows = parityRows(await readDocument("docs/parity.md"));

interface ParityRow {
  python: string;
  here: string;
  shownBy: string;
}

function parityRows(markdown: string): ParityRow[] {
  const lines = markdown.split("\n").filter((line) => /^\| (?!Python \|)/.test(line));
  return lines.map((line) => {
    const [, python = "", here = "", shownBy = ""] = line.split("|").map((cell) => cell.trim());
    return { python, here, shownBy };
  });
}

/** Why a row's proof is invalid; undefined when it is valid. */
async function problemWith(shownBy: string): Promise<string | undefined> {
  const [, example] = /^`(examples\/[\w-]+\.ts)`$/.exec(shownBy) ?? [];
  if (example) return (await exists(example)) ? undefined : "there is no such example";
  const [, file, name = ""] = /^`([\w/.-]+\.test\.ts)`: (.+)$/.exec(shownBy) ?? [];
  if (!file) return "it names neither a test nor an example";
  if (!(await exists(file))) return "there is no such file";
  return (await testNames(file)).has(name) ? undefined : "there is no such test that is run";
}

function exists(path: string): Promise<boolean> {
  return access(packageFolder + path).then(
    () => true,
    () => false,
  );
}

describe("the parity table", () => {
  test("covers the Python package", () => {
    expect(rows.length).toBeGreaterThan(150);
  });

  test("names only what is exported", () => {
    const unknown = rows.flatMap(({ here }) => codeSpans(here).filter((name) => !api.has(name)));

    expect(unknown).toEqual([]);
    expect(api.has("Codex.threadStart")).toBe(true);
    expect(api.has("Codex.threadStarted")).toBe(false);
    expect(api.has("wire.Turn.state")).toBe(false);
  });

  test("has a name in every row, save for those that say why there is none", () => {
    const nameless = rows.filter(({ here }) => codeSpans(here).length === 0);

    expect(nameless.map(({ python }) => python)).toEqual(["`max_notification_routes`"]);
    for (const { here } of nameless) expect(here).toMatch(/^Not here: /);
  });

  test("has a test or an example for every row with a name, and each of them is run", async () => {
    const named = rows.filter(({ here }) => codeSpans(here).length > 0);
    const problems = await Promise.all(
      named.map(async ({ python, shownBy }) => {
        const problem = await problemWith(shownBy);
        return problem ? [`${python}: ${shownBy}: ${problem}`] : [];
      }),
    );

    expect(problems.flat()).toEqual([]);
  });

  test("would notice a test that is absent", async () => {
    const file = "`test/e2e/turns.test.ts`";

    expect(await problemWith(`${file}: thread.run › is not there`)).toMatch(/no such test/);
    expect(await problemWith("`test/e2e/none.test.ts`: a › b")).toMatch(/no such file/);
    expect(await problemWith("`examples/none.ts`")).toMatch(/no such example/);
    expect(await problemWith("trust me")).toMatch(/neither/);
  });
});
