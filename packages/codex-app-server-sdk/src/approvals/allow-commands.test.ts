import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { OptionsError } from "../errors/index.js";
import { allowCommands } from "./allow-commands.js";

const context = {
  id: "request",
  signal: new AbortController().signal,
  threadId: "thread",
  turnId: "turn",
  itemId: "item",
  cwd: "/project/app",
};

function asked(
  change: Partial<wire.CommandExecutionRequestApprovalParams>,
): wire.CommandExecutionRequestApprovalParams {
  return {
    kind: "command",
    threadId: "thread",
    turnId: "turn",
    itemId: "item",
    startedAtMs: 1,
    environmentId: null,
    command: "/bin/bash -lc 'npm test'",
    cwd: "/project/app",
    ...change,
  };
}

const allowTests = allowCommands([
  ["npm", "test"],
  ["git", "status", "*"],
]);
const accepted = { decision: "accept" };
const declined = { decision: "decline" };

describe("allowed is", () => {
  test.each([
    ["a command of the list", {}],
    ["one with further words where the list says so", { command: "git status --short a" }],
    ["one without further words", { command: "bash -c 'git status'" }],
    ["one of a server that names no kind", { kind: undefined as never }],
    ["one below the thread's folder", { cwd: "/project/app/a/../b" }],
  ])("%s", async (_, change) => {
    expect(await allowTests(asked(change), context)).toEqual(accepted);
  });
});

describe("declined is", () => {
  test.each<[string, Partial<wire.CommandExecutionRequestApprovalParams>]>([
    ["one with further words", { command: "npm test -- --watch" }],
    ["one with fewer words", { command: "npm" }],
    ["one behind another", { command: "bash -lc 'touch x; npm test'" }],
    ["one that says it in quotes", { command: "echo 'npm test'" }],
    ["one elsewhere", { cwd: "/project/application" }],
    ["one above", { cwd: "/project/app/.." }],
    ["one at a place that is not named", { cwd: null }],
    ["one at a relative place", { cwd: "work/app" }],
    ["what is written to a running command", { kind: "writeStdin" }],
    ["one that asks for the network", { networkApprovalContext: { host: "x", protocol: "https" } }],
    ["one that asks for more", { additionalPermissions: { network: null, fileSystem: null } }],
    ["no command", { command: null }],
  ])("%s", async (_, change) => {
    expect(await allowTests(asked(change), context)).toEqual(declined);
  });

  test("one of a thread whose folder is not known", async () => {
    expect(await allowTests(asked({}), { ...context, cwd: null })).toEqual(declined);
  });
});

test("everything else goes to the handler that is given for that", async () => {
  const otherwise = allowCommands([["ls"]], { otherwise: () => ({ decision: "cancel" }) });

  expect(await otherwise(asked({}), context)).toEqual({ decision: "cancel" });
  expect(await otherwise(asked({ command: "ls" }), context)).toEqual(accepted);
});

test("what is allowed does not change with the list that was given", async () => {
  const commands = [["ls"]];
  const handler = allowCommands(commands);
  commands[0]?.splice(0, 1, "npm", "test");

  expect(await handler(asked({}), context)).toEqual(declined);
});

test.each([
  ["npm test", "a list of commands"],
  [["npm test"], "a list of words"],
  [[[]], "at least one word"],
  [[["*"]], "every command"],
  [[["npm", "*", "test"]], "only the last word"],
  [[["npm", 1]], "a list of words"],
])("%j is refused: %s", (commands, problem) => {
  expect(() => allowCommands(commands as never)).toThrow(OptionsError);
  expect(() => allowCommands(commands as never)).toThrow(problem);
});

test("a handler for the rest that is none is refused", () => {
  const otherwise = "decline" as never;

  expect(() => allowCommands([["ls"]], { otherwise })).toThrow(OptionsError);
});
