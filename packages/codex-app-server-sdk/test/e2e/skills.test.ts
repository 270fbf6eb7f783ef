import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Codex } from "../../src/index.js";
import { startCodex } from "./start-codex.js";

const skill = "---\nname: greet\ndescription: Greets\n---\nSay hello.\n";

async function namesOf(codex: Codex, cwd: string): Promise<string[]> {
  const { data } = await codex.skills.list({ cwds: [cwd], forceReload: true });
  return data.flatMap(({ skills }) => skills.map(({ name }) => name));
}

test("a skill in an extra root is offered until the roots are set anew", async () => {
  const { codex, home } = await startCodex();
  await mkdir(join(home.cwd, "extra", "greet"), { recursive: true });
  await writeFile(join(home.cwd, "extra", "greet", "SKILL.md"), skill);
  expect(await namesOf(codex, home.cwd)).not.toContain("greet");

  await codex.skills.setExtraRoots(["extra"]);
  expect(await namesOf(codex, home.cwd)).toContain("greet");
  await codex.skills.setExtraRoots([]);

  expect(await namesOf(codex, home.cwd)).not.toContain("greet");
});

test("relative folders count from the client's, and no folder means the server's", async () => {
  const { codex, home } = await startCodex();

  const { data: server } = await codex.skills.list();
  const { data: below } = await codex.skills.list({ cwds: ["below"] });

  expect(server.map(({ cwd }) => cwd)).toEqual([home.cwd]);
  expect(below.map(({ cwd }) => cwd)).toEqual([join(home.cwd, "below")]);
});
