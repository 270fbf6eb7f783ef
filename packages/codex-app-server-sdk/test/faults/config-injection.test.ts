import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ConfigValue } from "../../src/index.js";
import { startCodex } from "../e2e/start-codex.js";

/** Values that try to be more than a value; a hundred random ones are added. */
const awkward = [
  '"\nmodel = "stolen',
  "'''",
  '"""',
  "]\n[desktop.other]\na = 1",
  "# comment",
  "\\",
  '\\"',
  "$HOME $(id) `id`",
  "a=b,c=d }",
  "\u0000\u0007\u007f\u0085\u2028\ufeff",
  "true",
  "1",
  "",
  " ",
  "-c model=stolen",
  "--help",
];

const values = fc.sample(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.array(fc.string({ unit: "binary" }), { maxLength: 3 }),
    fc.dictionary(fc.string({ unit: "grapheme" }), fc.integer(), { maxKeys: 3 }),
    fc.boolean(),
    fc.integer(),
  ),
  { numRuns: 100, seed: 1 },
) as ConfigValue[];

test("whatever a config value is, the server reads it as that value of that key and no more", async () => {
  const { desktop: _none, ...plain } = await readConfig({});
  const all = [...awkward, ...values];
  const byKey = Object.fromEntries(all.map((value, index) => [`v${index}`, value]));
  const dotted = Object.fromEntries(
    awkward.map((value, index) => [`desktop.dotted.v${index}`, value]),
  );

  const { desktop, ...others } = await readConfig({ "desktop.nested": byKey, ...dotted });

  expect(others).toEqual(plain);
  expect(desktop).toEqual({
    nested: wellFormed(byKey),
    dotted: Object.fromEntries(awkward.map((value, index) => [`v${index}`, value])),
  });
});

async function readConfig(config: Record<string, ConfigValue>): Promise<Record<string, unknown>> {
  const { codex, home } = await startCodex({ codex: { config } });
  const answer = await codex.request("config/read", { includeLayers: false, cwd: home.cwd });
  const { model_providers: _ofTheTest, ...rest } = answer.config as Record<string, unknown>;
  return rest;
}

/** Replaces lone surrogates by U+FFFD, because UTF-8 can't represent them. */
function wellFormed(value: ConfigValue): unknown {
  return JSON.parse(Buffer.from(JSON.stringify(value)).toString(), (_, field: unknown) =>
    typeof field === "string" ? Buffer.from(field).toString() : field,
  );
}
