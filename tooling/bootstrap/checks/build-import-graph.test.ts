import { expect, test } from "vitest";
import { buildImportGraph } from "./build-import-graph.js";

test("an import leads to the file that it was compiled from", () => {
  const text = 'import "./a.js";\nimport "./b.js";\nimport "./c.mjs";\nimport "react";';
  const files = ["src/from.tsx", "src/a.ts", "src/b.tsx", "src/c.mjs"].map((path) => ({
    path,
    text: path === "src/from.tsx" ? text : "",
  }));

  const targets = buildImportGraph(files).map(({ to }) => to);

  expect(targets).toEqual(["src/a.ts", "src/b.tsx", "src/c.mjs", undefined]);
});
