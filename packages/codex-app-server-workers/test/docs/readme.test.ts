import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as workers from "../../src/index.js";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

test("the README names each error, with its code", () => {
  const named = [...readme.matchAll(/^\| `([A-Z_]+)` \| `(\w+Error)` \|/gm)].map(
    ([, code, name]) => [name, code],
  );
  const classes = Object.entries(workers)
    .filter(([name]) => name.endsWith("Error") && name !== "FleetError")
    .map(([name]) => name);

  expect(named.map(([name]) => name).sort()).toEqual(classes.sort());
  const source = readFileSync(new URL("../../src/errors/fleet-error.ts", import.meta.url), "utf8");
  for (const [name, code] of named) expect(source).toContain(`${code}: "${name}"`);
});
