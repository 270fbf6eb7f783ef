import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { pinnedVersion } from "openai-codex-cli-bin";
import { beforeAll, describe, expect, test } from "vitest";
import { findPinnedCodex } from "./ask/find-pinned-codex.js";
import { type CodexOutput, runCodex } from "./ask/run-codex.js";
import { findDrift } from "./find-drift.js";
import { generate } from "./generate.js";
import { overrides } from "./overrides.js";
import { readProtocol } from "./read/read-protocol.js";
import { findRecordedOmissions } from "./recorder/find-recorded-omissions.js";
import { unpackRecording } from "./recorder/pack-recording.js";

const sdk = new URL("../../../packages/codex-app-server-sdk/", import.meta.url);
const generated = new URL("src/protocol/generated/", sdk);
let output: CodexOutput;

beforeAll(async () => {
  output = await runCodex(await findPinnedCodex());
});

/** The methods that a list in the binary's own schema has, read without the generator. */
function methodsIn(schema: string, list: string): string[] {
  const { definitions } = JSON.parse(schema);
  const branches: { properties: { method: { enum: [string] } } }[] = definitions[list].oneOf;
  return branches.map(({ properties }) => properties.method.enum[0]).sort();
}

/** The keys of a map in the committed types. */
async function keysOf(map: string): Promise<{ name: string; experimental: boolean }[]> {
  const text = await readFile(new URL("methods.ts", generated), "utf8");
  const body = text.split(`export interface ${map} {\n`)[1]?.split("\n}\n")[0] ?? "";
  const entries = body.matchAll(/((?:^\t(?:\/\*\*| \*).*\n)*)^\t"([^"]+)": /gm);
  return [...entries].map(([, doc = "", name = ""]) => ({
    name,
    experimental: doc.includes("@experimental"),
  }));
}

describe("the committed protocol", () => {
  test("is what the pinned binary describes, byte for byte", async () => {
    expect(output.version).toBe(pinnedVersion);
    expect(await findDrift(generate(output), fileURLToPath(generated))).toEqual([]);
  });

  test.each([
    ["ClientRequest", "ClientRequests"],
    ["ServerRequest", "ServerRequests"],
    ["ServerNotification", "ServerNotifications"],
  ])("has every %s of the binary, and marks those that are experimental", async (list, map) => {
    const all = methodsIn(output.experimental.schema, list);
    const stable = methodsIn(output.stable.schema, list);
    const keys = await keysOf(map);
    expect(all.length).toBeGreaterThan(0);
    expect(keys.map(({ name }) => name)).toEqual(all);
    expect(keys.filter(({ experimental }) => !experimental).map(({ name }) => name)).toEqual(
      stable,
    );
  });

  test("has the counts of the binary in its manifest", async () => {
    const { counts } = JSON.parse(await readFile(new URL("manifest.json", generated), "utf8"));
    const count = (from: "experimental" | "stable", list: string): number =>
      methodsIn(output[from].schema, list).length;
    expect(counts).toMatchObject({
      clientRequests: count("experimental", "ClientRequest"),
      stableClientRequests: count("stable", "ClientRequest"),
      serverRequests: count("experimental", "ServerRequest"),
      serverNotifications: count("experimental", "ServerNotification"),
    });
  });

  test("hides the fields for tests from the types, and lets validators see them", async () => {
    const types = await readFile(new URL("types.ts", generated), "utf8");
    const table = await readFile(new URL("table.ts", generated), "utf8");
    for (const name of ["mockExperimentalField", "experimentalRawEvents"]) {
      expect(types).not.toContain(name);
      expect(table).toContain(name);
    }
  });

  test("has no bigint, which JSON lacks", async () => {
    expect([...output.experimental.declarations.values()].join("")).toContain("bigint");
    expect(await readFile(new URL("types.ts", generated), "utf8")).not.toMatch(/\bbigint\b/);
  });
});

test("the binary says the same each time it is asked", async () => {
  const again = await runCodex(await findPinnedCodex());
  expect(generate(again)).toEqual(generate(output));
});

test("the recorded server wrote every field that its types require", async () => {
  const recording = await readFile(new URL("test/fixtures/recorded-traffic.jsonl.gz", sdk));
  const traffic = unpackRecording(recording);
  const protocol = readProtocol(output, overrides);
  expect(findRecordedOmissions(traffic, protocol)).toEqual([]);
  const strict = readProtocol(output, { ...overrides, omittedByServer: [] });
  expect(findRecordedOmissions(traffic, strict)).toEqual(overrides.omittedByServer);
});

describe("an override that no longer applies is refused", () => {
  test("a field", () => {
    const stale = { ...overrides, omittedByServer: ["Turn.gone"] };
    expect(() => generate(output, stale)).toThrow("Turn.gone");
  });

  test("a rule for test-only fields", () => {
    const stale = { ...overrides, testOnly: [...overrides.testOnly, "fake*"] };
    expect(() => generate(output, stale)).toThrow("no field is named fake* any more");
  });

  test("a comment on a field that is documented", () => {
    const fields = { ...overrides.optionComments.TurnStartParams, model: "The model." };
    const stale = {
      ...overrides,
      optionComments: { ...overrides.optionComments, TurnStartParams: fields },
    };
    expect(() => generate(output, stale)).toThrow(
      "documents TurnStartParams.model itself now. Remove the entry",
    );
  });

  test("a method that only generate-ts names", () => {
    const stale = { ...overrides, typescriptOnly: [...overrides.typescriptOnly, "gone"] };
    expect(() => generate(output, stale)).toThrow("overrides.ts expects");
  });
});
