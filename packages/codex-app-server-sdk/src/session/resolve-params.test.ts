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
  expect(resolveParams(params, { cwd: "/work", transport: undefined })).toEqual({
    ...params,
    cwd: join("/work", "sub"),
    path: "/rollout.jsonl",
    runtimeWorkspaceRoots: ["/work", "/abs"],
    sandboxPolicy: { type: "workspaceWrite", writableRoots: [join("/work", "out")] },
  });
});

test("what is no path stays for the check of the params", () => {
  const wrong = { cwd: 5, path: null, runtimeWorkspaceRoots: [{}], sandboxPolicy: "none" };

  expect(resolveParams(wrong, { cwd: "/work", transport: undefined })).toEqual(wrong);
});

test("paths for a server that may be elsewhere stay as they are", () => {
  expect(resolveParams(params, { cwd: "/work", transport: new ScriptedTransport() })).toBe(params);
});
