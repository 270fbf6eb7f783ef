import type * as wire from "codex-app-server-sdk/protocol";
import { describe, expect, test } from "vitest";
import { items as made } from "../testing/items/items.js";
import { OpenItems } from "./open-items.js";

function command(id: string, processId: string | null): wire.ThreadItem {
  return { type: "commandExecution", id, processId } as wire.CommandExecutionThreadItem;
}

function fileChange(id: string, path: string): wire.ThreadItem {
  const changes = [{ path, kind: { type: "add" }, diff: "" }];
  return { type: "fileChange", id, changes, status: "inProgress" } as wire.FileChangeThreadItem;
}

describe("the commands of a turn", () => {
  test("are those that were started and not completed", () => {
    const items = new OpenItems();
    items.started(command("a", "1"));
    items.started(command("b", "2"));
    items.completed(command("a", "1"));

    expect(items.commands()).toEqual([{ itemId: "b", processId: "2" }]);
  });

  test("have no process id yet where they wait for an approval", () => {
    const items = new OpenItems();
    items.started(command("a", null));

    expect(items.commands()).toEqual([{ itemId: "a", processId: undefined }]);
  });

  test("are told apart where the server uses one id for several", () => {
    const items = new OpenItems();
    items.started(command("call_0", "1"));
    items.started(command("call_0", "2"));
    items.completed(command("call_0", "1"));

    expect(items.commands()).toEqual([{ itemId: "call_0", processId: "2" }]);
  });
});

describe("what a file change would change", () => {
  test("is that of the latest item of this id, and what the server has said since", () => {
    const items = new OpenItems();
    items.started(fileChange("call_0", "old"));
    items.completed(fileChange("call_0", "old"));
    items.started(fileChange("call_0", "new"));
    expect(items.changesOf("call_0")).toMatchObject([{ path: "new" }]);

    items.patched("call_0", []);
    expect(items.changesOf("call_0")).toEqual([]);
  });

  test("is undefined when it is not known", () => {
    const items = new OpenItems();
    items.started(command("a", "1"));

    expect(items.changesOf("a")).toBeUndefined();
    expect(items.changesOf("b")).toBeUndefined();
  });
});

describe("whether a turn is at work", () => {
  test.each(["mcpToolCall", "webSearch", "sleep", "imageGeneration", "something/newer"])(
    "it is while an item of type %s is open",
    (type) => {
      const items = new OpenItems();
      const item = { type, id: "a" } as wire.ThreadItem;
      items.started(item);
      expect(items.isWorking()).toBe(true);

      items.completed(item);
      expect(items.isWorking()).toBe(false);
    },
  );

  test("it is not while the model writes", () => {
    const items = new OpenItems();
    items.started(made.agentMessage("", { id: "a" }));
    items.started({ type: "reasoning", id: "b" } as wire.ReasoningThreadItem);
    items.started({ type: "plan", id: "c", text: "" } as wire.PlanThreadItem);

    expect(items.isWorking()).toBe(false);
  });

  test("it is not because of a command that goes on in the background", () => {
    const items = new OpenItems();
    items.started(command("server", "1"));
    expect(items.isWorking()).toBe(true);

    items.roundEnded();
    expect(items.isWorking()).toBe(false);
    expect(items.commands()).toMatchObject([{ processId: "1" }]);
  });
});
