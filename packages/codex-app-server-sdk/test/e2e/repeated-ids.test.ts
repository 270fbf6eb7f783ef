import { expect, test } from "vitest";
import type { FileChangeApprovalParams } from "../../src/index.js";
import { customToolCall, functionCall, message } from "../../src/testing/index.js";
import { startCodex } from "./start-codex.js";

test("a turn whose model repeats its call ids has all of its items", async () => {
  const { codex, model } = await startCodex();
  for (const word of ["one", "two", "three"]) {
    model.respond(functionCall("exec_command", { cmd: `echo ${word}` }, { callId: "call_0" }));
  }
  model.respond(message("done"));
  const thread = await codex.threadStart({ approvalMode: "deny-all", sandbox: "full-access" });

  const { items } = await thread.run("Go");

  const outputs = items.flatMap((item) => (item.type === "commandExecution" ? [item.command] : []));
  expect(outputs).toEqual([
    expect.stringContaining("one"),
    expect.stringContaining("two"),
    expect.stringContaining("three"),
  ]);
});

test("approvals of threads whose models use the same call ids show each its own changes", async () => {
  const asked: [string | null, string[]][] = [];
  const { codex, model } = await startCodex({
    codex: {
      handlers: {
        fileChangeApproval: ({ changes }: FileChangeApprovalParams, { threadId }) => {
          asked.push([threadId, (changes ?? []).map(({ path }) => path.split("/").at(-1) ?? "")]);
          return { decision: "decline" };
        },
      },
    },
  });
  const threads = await Promise.all(
    Array.from({ length: 4 }, () => codex.threadStart({ approvalPolicy: "untrusted" })),
  );
  const rounds = 5;
  const calls = new Map<string | undefined, number>();
  model.respondWith(({ threadId }) => {
    const call = (calls.get(threadId) ?? 0) + 1;
    calls.set(threadId, call);
    if (call > rounds) return message("done");
    const patch = `*** Begin Patch\n*** Add File: ${threadId}-${call}.txt\n+x\n*** End Patch`;
    return customToolCall("apply_patch", patch, { callId: "call_0" });
  });

  await Promise.all(threads.map((thread) => thread.run("Go")));

  const expected = threads.flatMap(({ id }) =>
    Array.from({ length: rounds }, (_, n) => [id, [`${id}-${n + 1}.txt`]]),
  );
  expect(asked.sort()).toEqual(expected.sort());
});
