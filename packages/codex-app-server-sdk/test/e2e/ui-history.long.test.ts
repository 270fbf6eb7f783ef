import { describe, expect, test } from "vitest";
import type { Thread, ThreadStartOptions } from "../../src/index.js";
import {
  customToolCall,
  failed,
  functionCall,
  type MockResponsesServer,
  message,
  reasoning,
} from "../../src/testing/index.js";
import { createApprovals, toUIMessageResponse, toUIMessages } from "../../src/ui/index.js";
import { aiVersions, type PageMessage, type PagePart } from "../support/ai-versions.js";
import { collect } from "../support/collect.js";
import { startCodex } from "./start-codex.js";

/** What is not stored: usage, and all that pages show beside the items of a turn. */
function asStored({ metadata, parts, ...message }: PageMessage): PageMessage {
  const { turnUsage: _turn, usage: _all, ...kept } = metadata as Record<string, unknown>;
  return { ...message, metadata: kept, parts: parts.filter(isStored).map(partAsStored) };
}

function isStored({ type }: PagePart): boolean {
  return !["data-plan", "data-diff", "data-agent"].includes(type);
}

/** That something was accepted is not stored, nor has reasoning a name. */
function partAsStored({ id, approval, ...part }: PagePart): PagePart {
  return {
    ...part,
    ...(part.type.startsWith("data-") && { id }),
    ...(part.state === "output-denied" && { approval }),
  };
}

async function start(
  options: ThreadStartOptions = {},
): Promise<{ thread: Thread; model: MockResponsesServer }> {
  const { codex, model } = await startCodex();
  const approvals = createApprovals();
  approvals.onChange(() => {
    for (const { id } of approvals.list()) approvals.answer(id, "accept");
  });
  const { handlers } = approvals;
  return { model, thread: await codex.threadStart({ handlers, ...options }) };
}

async function storedMessages(thread: Thread): Promise<PageMessage[]> {
  const { thread: stored } = await thread.read({ includeTurns: true });
  return JSON.parse(JSON.stringify(toUIMessages(stored)));
}

describe.each(aiVersions)("a page with $name that is loaded after the turn", (version) => {
  const { read, fetched, isValid, aiVersion } = version;

  /** The last message of a page that has followed the turn. */
  async function follow(thread: Thread): Promise<PageMessage> {
    const turn = await thread.turn("Go <b>on</b>");
    const stream = await fetched(() => toUIMessageResponse(turn, { aiVersion }));
    const states: PageMessage[] = [];
    try {
      for await (const state of read(stream)) states.push(state);
    } catch {
      // A page that meets an error has what came before it.
    }
    return states.at(-1) as PageMessage;
  }

  test("has the messages of one that has followed it", async () => {
    const { thread, model } = await start({ approvalPolicy: "untrusted", sandbox: "full-access" });
    const patch = "*** Begin Patch\n*** Add File: note.txt\n+hello\n*** End Patch";
    model.respond(
      reasoning(["Let me ", "look."]),
      message("I look: <script>alert(1)</script>", { phase: "commentary" }),
      functionCall("exec_command", { cmd: "echo one; echo two" }, { callId: "command" }),
      customToolCall("apply_patch", patch, { callId: "patch" }),
      functionCall("exec_command", { cmd: "exit 3" }, { callId: "fails" }),
    );
    model.respond(message("Done.", { phase: "final_answer" }));

    const followed = await follow(thread);
    const [asked, answered, ...others] = await storedMessages(thread);

    expect(others).toEqual([]);
    expect(asked).toMatchObject({ role: "user", parts: [{ text: "Go <b>on</b>" }] });
    expect(answered?.parts.map(({ type, toolName }) => toolName ?? type)).toEqual([
      "reasoning",
      "text",
      "commandExecution",
      "fileChange",
      "commandExecution",
      "text",
    ]);
    expect(answered).toEqual(asStored(followed));
    expect([await isValid(asked), await isValid(answered)]).toEqual([true, true]);
  });

  test("has that of a turn that has failed, and of which kind the error was", async () => {
    const { thread, model } = await start();
    model.respond(failed("invalid_prompt", "The prompt was refused"));

    const followed = await follow(thread);
    const answered = (await storedMessages(thread)).at(-1);

    expect(answered).toMatchObject({ metadata: { status: "failed" } });
    expect(answered?.metadata).toHaveProperty("errorInfo");
    expect(answered).toEqual(asStored(followed));
  });

  test("has that of a turn that was interrupted", async () => {
    const { thread, model } = await start({
      approvalMode: "dangerously-bypass-approvals-and-sandbox",
    });
    model.respond(
      message("I wait."),
      functionCall("exec_command", { cmd: "sleep 60" }, { callId: "waits" }),
    );
    const turn = await thread.turn("Go");
    const stream = await fetched(() => toUIMessageResponse(turn, { aiVersion }));
    const states = collect(read(stream));
    for await (const event of turn.events()) {
      if (event.type === "item-start" && event.item.type === "commandExecution") break;
    }
    await turn.interrupt();

    const followed = asStored((await states).at(-1) as PageMessage);
    const answered = (await storedMessages(thread)).at(-1);

    expect(answered).toMatchObject({ metadata: { status: "interrupted" } });
    // The command ends after its turn, which only what is stored knows of.
    const part = followed.parts.pop();
    expect(part).toMatchObject({ toolCallId: "waits", output: { status: "unfinished" } });
    const { output, ...ended } = answered?.parts.pop() ?? ({} as PagePart);
    expect(output).toMatchObject({ status: "failed", exitCode: -1 });
    expect(part).toMatchObject(ended);
    expect(answered).toEqual(followed);
  });
});
