import { expect, test } from "vitest";
import { findUnknownFields } from "./find-manifest-problems.js";
import { readManifest } from "./read-manifest.js";

const manifest = await readManifest();

test("has no field that Kubernetes does not know, and one that it has is noticed", () => {
  const mistakes = [
    ["terminationGracePeriodSeconds: 300", "terminationGraceSeconds: 300"],
    ["livenessProbe: #", "aliveProbe: #"],
    ["{ sizeLimit: 4Gi }", "{ limit: 4Gi }"],
  ] as const;
  const wrong = mistakes.map(([right, mistake]) => manifest.replace(right, mistake));

  expect(findUnknownFields([manifest, ...wrong].join("\n---\n"))).toEqual([
    expect.stringContaining('"terminationGraceSeconds"'),
    expect.stringContaining('"aliveProbe"'),
    expect.stringContaining('"limit"'),
  ]);
});
