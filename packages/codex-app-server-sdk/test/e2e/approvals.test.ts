import { access } from "node:fs/promises";
import { join } from "node:path";
import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { allowCommands, type Handlers, type TurnResult } from "../../src/index.js";
import { functionCall, message } from "../../src/testing/index.js";
import { type E2eSetup, startCodex } from "./start-codex.js";

interface CommandRun extends E2eSetup {
  result: TurnResult;
  /** The item of the command. */
  command: wire.ThreadItem | undefined;
  /** Whether the command made its file. */
  wasMade: boolean;
  toolOutput: string | undefined;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Runs a turn in which the model asks for a command that creates a file. */
async function runCommand(handlers: Handlers): Promise<CommandRun> {
  const setup = await startCodex({ codex: { handlers } });
  const { codex, model, home } = setup;
  const file = join(home.cwd, "made-by-the-command");
  model.respond(functionCall("exec_command", { cmd: `touch "${file}"` }, { callId: "call" }));
  model.respond(message("done"));
  const thread = await codex.threadStart({
    approvalPolicy: "untrusted",
    sandbox: "full-access",
  });
  const result = await thread.run("Make the file");
  const wasMade = await exists(file);
  const command = result.items.find((item) => item.type === "commandExecution");
  return { ...setup, result, command, wasMade, toolOutput: model.requests[1]?.toolOutput("call") };
}

describe("allowCommands()", () => {
  test.each([
    ["touch made", true],
    ["touch 'made'", true],
    ["true; touch made", false],
    ["touch made other", false],
  ])("asked for %j by the real server, makes the file: %s", async (cmd, isMade) => {
    const { codex, model, home } = await startCodex({
      codex: { handlers: { commandApproval: allowCommands([["touch", "made"]]) } },
    });
    model.respond(functionCall("exec_command", { cmd }, { callId: "call" }));
    model.respond(message("done"));
    const thread = await codex.threadStart({ approvalPolicy: "untrusted", sandbox: "full-access" });

    await thread.run("Make the file");

    expect(await exists(join(home.cwd, "made"))).toBe(isMade);
  });

  test("allows nothing elsewhere than in the folder of the thread", async () => {
    const { codex, model, home } = await startCodex({
      codex: { handlers: { commandApproval: allowCommands([["touch", "made"]]) } },
    });
    const command = { cmd: "touch made", workdir: home.home };
    model.respond(functionCall("exec_command", command, { callId: "call" }));
    model.respond(message("done"));
    const thread = await codex.threadStart({ approvalPolicy: "untrusted", sandbox: "full-access" });

    await thread.run("Make the file");

    expect(await exists(join(home.home, "made"))).toBe(false);
  });
});

describe("a command that needs approval", () => {
  test("runs when the handler accepts, which is told what and where", async () => {
    const asked: { params: wire.CommandExecutionRequestApprovalParams; threadId: string | null }[] =
      [];
    const { command, wasMade, home, result } = await runCommand({
      commandApproval: (params, { threadId }) => {
        asked.push({ params, threadId });
        return { decision: "accept" };
      },
    });

    expect(wasMade).toBe(true);
    expect(command).toMatchObject({ status: "completed", exitCode: 0 });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.params.command).toContain("touch");
    expect(asked[0]?.params.cwd).toBe(home.cwd);
    expect(asked[0]?.params.turnId).toBe(result.turn.id);
    expect(asked[0]?.threadId).toBe(asked[0]?.params.threadId);
  });

  test("does not run when the handler declines, and the turn goes on", async () => {
    const { command, wasMade, result } = await runCommand({
      commandApproval: async () => ({ decision: "decline" }),
    });

    expect(wasMade).toBe(false);
    expect(command).toMatchObject({ status: "declined" });
    expect(result.finalResponse).toBe("done");
  });

  test("does not run when the handler throws, which is logged", async () => {
    const { command, wasMade, result, warnings } = await runCommand({
      commandApproval: () => {
        throw new Error("the handler broke");
      },
    });

    expect(wasMade).toBe(false);
    expect(command).toMatchObject({ status: "declined" });
    expect(result.finalResponse).toBe("done");
    expect(warnings.join("\n")).toContain("the handler broke");
  });

  test("does not run when there is no handler", async () => {
    const { command, wasMade, result } = await runCommand({});

    expect(wasMade).toBe(false);
    expect(command).toMatchObject({ status: "declined" });
    expect(result.finalResponse).toBe("done");
  });

  test("does not run when the handler answers with something unusable", async () => {
    const { wasMade, result } = await runCommand({
      commandApproval: (() => undefined) as never,
    });

    expect(wasMade).toBe(false);
    expect(result.finalResponse).toBe("done");
  });
});
