import { join } from "node:path";
import { expect, test } from "vitest";
import { ScriptedTransport } from "../testing/index.js";
import { resolveParams } from "./resolve-params.js";

const params = {
  cwd: "sub",
  path: "../rollout.jsonl",
  runtimeWorkspaceRoots: [".", "/abs"],
  sandboxPolicy: { type: "workspaceWrite", writableRoots: ["out"] },
  model: "gpt-5.5",
  baseInstructions: "./not-a-path",
};

test("every relative path among params counts from the client's cwd", () => {
  expect(resolveParams(params, { cwd: "/project", transport: undefined })).toEqual({
    ...params,
    cwd: join("/project", "sub"),
    path: "/rollout.jsonl",
    runtimeWorkspaceRoots: ["/project", "/abs"],
    sandboxPolicy: { type: "workspaceWrite", writableRoots: [join("/project", "out")] },
  });
});

test("what is no path stays for the check of the params", () => {
  const wrong = { cwd: 5, path: null, runtimeWorkspaceRoots: [{}], sandboxPolicy: "none" };

  expect(resolveParams(wrong, { cwd: "/project", transport: undefined })).toEqual(wrong);
});

test("paths for a server that may be elsewhere stay as they are", () => {
  expect(resolveParams(params, { cwd: "/project", transport: new ScriptedTransport() })).toBe(
    params,
  );
});
