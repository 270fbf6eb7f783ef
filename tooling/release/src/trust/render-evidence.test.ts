import { expect, it } from "vitest";
import { renderEvidence } from "./render-evidence.js";

it("shows the evidence as a table, whatever a server put into its answers", () => {
  const text = renderEvidence({
    version: "1.3.0",
    registry: "default",
    platforms: [
      {
        platform: "linux-x64",
        integrity: "sha512-a",
        signature: "valid, with a key from Sigstore",
        attestation: "not checked: evil | cell\n| row | <img src=x> [link](x)",
        release: "not available: none",
      },
    ],
  });
  expect(text).toContain("Codex 1.3.0, from the registry `default`.");
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  expect(rows).toHaveLength(3);
  expect(rows.map((row) => row.match(/(?<!\\)\|/g)?.length)).toEqual([6, 6, 6]);
  expect(text).not.toMatch(/(?<!\\)[<[]/);
});
