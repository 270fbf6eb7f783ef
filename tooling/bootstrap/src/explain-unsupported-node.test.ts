import { expect, test } from "vitest";
import { explainUnsupportedNode } from "./explain-unsupported-node.mjs";

test.each(["20.19.0", "20.20.2", "22.0.0", "26.1.0"])("Node %s is new enough", (version) => {
  expect(explainUnsupportedNode(version)).toBeUndefined();
});

test.each(["20.18.9", "18.20.0", "8.17.0"])("Node %s is told what is needed", (version) => {
  expect(explainUnsupportedNode(version)).toContain(`Node ${version} is too old`);
  expect(explainUnsupportedNode(version)).toContain("20.19 or newer");
});
