import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  createGate,
  functionCall,
  httpError,
  type MockResponsesServer,
  message,
  reasoning,
} from "../../../../packages/codex-app-server-sdk/src/testing/index.js";
import type { RawAppServer, RawMessage } from "./raw-app-server.js";

/** What a scenario works with. */
export interface Stage {
  server: RawAppServer;
  model: MockResponsesServer;
  /** An empty folder. */
  cwd: string;
  experimental: boolean;
}

/** Puts the server through everything that needs no account and no network. */
export async function playScenario(stage: Stage): Promise<void> {
  const { server, experimental } = stage;
  await server.request("initialize", {
    clientInfo: { name: "recorder", title: null, version: "1.0.0" },
    capabilities: experimental ? { experimentalApi: true } : null,
  });
  server.notify("initialized");
  await askGlobally(stage);
  await useFiles(stage);
  await useProcesses(stage);
  const threadId = await startThread(stage);
  await runTurns(stage, threadId);
  await askAboutThread(stage, threadId);
  await runBadTurns(stage);
  await changeThreads(stage, threadId);
  await useAccount(stage);
}

async function askGlobally({ server, cwd }: Stage): Promise<void> {
  await server.request("server/diagnostics", {});
  await server.request("model/list", {});
  await server.request("model/list", { includeHidden: true, limit: 2 });
  await server.request("modelProvider/list", {});
  await server.request("modelProvider/capabilities/read", {});
  await server.request("account/read", {});
  await server.request("account/rateLimits/read");
  await server.request("account/usage/read");
  await server.request("account/gatewayOAuth/read");
  await server.request("config/read", { includeLayers: true, cwd });
  await server.request("configRequirements/read");
  await server.request("config/value/write", {
    keyPath: "model_verbosity",
    value: "low",
    mergeStrategy: "replace",
  });
  await server.request("config/batchWrite", {
    edits: [{ keyPath: "model_verbosity", value: "medium", mergeStrategy: "upsert" }],
  });
  await server.request("config/value/write", {
    keyPath: "model",
    value: 5,
    mergeStrategy: "replace",
  });
  await server.request("config/mcpServer/reload");
  await server.request("skills/list", { cwds: [cwd], forceReload: true });
  await server.request("skills/config/write", { name: "none", enabled: false });
  await server.request("skills/extraRoots/set", { extraRoots: [cwd] });
  await server.request("hooks/list", { cwds: [cwd] });
  await server.request("mcpServerStatus/list", {});
  await server.request("experimentalFeature/list", {});
  await server.request("experimentalFeature/enablement/set", { enablement: {} });
  await server.request("collaborationMode/list", {});
  await server.request("permissionProfile/list", { cwd });
  await server.request("windowsSandbox/readiness");
  await server.request("remoteControl/status/read");
  await server.request("userVerification/status", {});
  await server.request("memory/status", {});
  await server.request("memory/reset");
  await server.request("mock/experimentalMethod", { value: "x" });
  await server.request("thread/realtime/listVoices", {});
  await server.request("externalAgentConfig/detect", { cwds: [cwd] });
  await server.request("externalAgentConfig/import/readHistories");
  await server.request("accountSession/list", {});
  await server.request("no/such/method", {});
}

async function useFiles({ server, cwd }: Stage): Promise<void> {
  const file = join(cwd, "note.txt");
  const folder = join(cwd, "folder");
  const dataBase64 = Buffer.from("hello\n").toString("base64");
  await server.request("fs/watch", { watchId: "watch-1", path: cwd });
  const changed = server.notified("fs/changed");
  await server.request("fs/writeFile", { path: file, dataBase64 });
  await changed;
  await server.request("fs/readFile", { path: file });
  await server.request("fs/getMetadata", { path: file });
  await server.request("fs/createDirectory", { path: folder });
  await server.request("fs/copy", { sourcePath: file, destinationPath: join(folder, "copy.txt") });
  await server.request("fs/readDirectory", { path: cwd });
  await server.request("fs/readFile", { path: join(cwd, "missing") });
  await server.request("fs/unwatch", { watchId: "watch-1" });
  await server.request("fs/remove", { path: folder, recursive: true });
  await server.request("fuzzyFileSearch", { query: "note", roots: [cwd] });
  const updated = server.notified("fuzzyFileSearch/sessionUpdated");
  const session = { sessionId: "search-1" };
  const started = await server.request("fuzzyFileSearch/sessionStart", {
    ...session,
    roots: [cwd],
  });
  await server.request("fuzzyFileSearch/sessionUpdate", { ...session, query: "note" });
  if (started.error === undefined) await updated;
  else updated.catch(() => {});
  await server.request("fuzzyFileSearch/sessionStop", session);
}

async function useProcesses({ server, cwd, experimental }: Stage): Promise<void> {
  await server.request("command/exec", {
    command: ["sh", "-c", "echo out; echo err >&2; exit 3"],
    cwd,
  });
  await server.request("command/exec", { command: ["no-such-program"], cwd });
  const running = server.request("command/exec", {
    command: ["cat"],
    processId: "cat-1",
    streamStdin: true,
    streamStdoutStderr: true,
    cwd,
  });
  const deltaBase64 = Buffer.from("line\n").toString("base64");
  await server.request("command/exec/write", { processId: "cat-1", deltaBase64, closeStdin: true });
  await running;
  await server.request("command/exec/terminate", { processId: "cat-1" });
  if (!experimental) return;
  const exited = server.notified("process/exited");
  await server.request("process/spawn", {
    command: ["cat"],
    processHandle: "cat-2",
    cwd,
    streamStdin: true,
    streamStdoutStderr: true,
  });
  await server.request("process/writeStdin", { processHandle: "cat-2", deltaBase64 });
  await server.request("process/kill", { processHandle: "cat-2" });
  await exited;
}

async function startThread({ server, cwd, experimental }: Stage): Promise<string> {
  const dynamicTools = [
    {
      type: "function",
      name: "add",
      description: "Adds",
      inputSchema: { type: "object", properties: {} },
    },
  ];
  return threadIdOf(
    await server.request("thread/start", {
      cwd,
      approvalPolicy: "untrusted",
      sandbox: "read-only",
      ...(experimental ? { dynamicTools } : {}),
    }),
  );
}

async function runTurns(stage: Stage, threadId: string): Promise<void> {
  const { server, model, experimental } = stage;
  model.respond(reasoning("Thinking", { content: "deeply" }), message(["Hel", "lo"]));
  await runTurn(stage, threadId, "Say hello");
  model.respond(functionCall("exec_command", { cmd: "touch made.txt" }));
  model.respond(message("Made.", { phase: "final_answer" }));
  await runTurn(stage, threadId, "Make a file");
  const plan = [
    { step: "Look", status: "completed" },
    { step: "Leap", status: "pending" },
  ];
  model.respond(functionCall("update_plan", { explanation: "How", plan }));
  model.respond(message("Planned."));
  await runTurn(stage, threadId, "Plan");
  const patch = "*** Begin Patch\n*** Add File: new.txt\n+new\n*** End Patch";
  model.respond(functionCall("exec_command", { cmd: `apply_patch <<'EOF'\n${patch}\nEOF` }));
  model.respond(message("Patched."));
  await runTurn(stage, threadId, "Patch");
  if (experimental) {
    model.respond(functionCall("add", {}));
    model.respond(message("Four."));
    await runTurn(stage, threadId, "Add");
  }
  await interruptTurn(stage, threadId);
  model.respond(
    message(
      '{"findings":[],"overall_correctness":"fine","overall_explanation":"ok","overall_confidence_score":1}',
    ),
  );
  const reviewed = server.notified("turn/completed");
  await server.request("review/start", {
    threadId,
    target: { type: "custom", instructions: "Check" },
  });
  await reviewed;
  model.respond(message("A summary."));
  const compacted = server.notified("turn/completed");
  await server.request("thread/compact/start", { threadId });
  await compacted;
  const ran = server.notified("turn/completed");
  await server.request("thread/shellCommand", { threadId, command: "echo shell" });
  await ran;
}

async function interruptTurn({ server, model }: Stage, threadId: string): Promise<void> {
  const gate = createGate();
  model.respond(message(["Wai", gate, "ting"]));
  const started = server.notified("turn/started");
  const completed = server.notified("turn/completed");
  const turnId = turnIdOf(await server.request("turn/start", turn(threadId, "Wait")));
  await started;
  await gate.reached;
  await server.request("turn/steer", {
    threadId,
    expectedTurnId: "019ab3c1-0000-7000-8000-000000000000",
    input: [{ type: "text", text: "No" }],
  });
  await server.request("turn/settings/update", { threadId, turnId, effort: "low" });
  await server.request("turn/interrupt", { threadId, turnId });
  gate.open();
  await completed;
}

async function runBadTurns(stage: Stage): Promise<void> {
  const threadId = await startThread(stage);
  for (const [status, code] of [
    [429, "usage_limit_reached"],
    [400, "context_length_exceeded"],
  ] as const) {
    stage.model.respond(httpError(status, { code }));
    await runTurn(stage, threadId, `Fail with ${status}`);
  }
  stage.model.respondWith(() => httpError(500));
  await runTurn(stage, threadId, "Fail with 500");
  stage.model.respondWith(() => undefined);
}

async function askAboutThread({ server, cwd }: Stage, threadId: string): Promise<void> {
  const read = await server.request("thread/read", { threadId, includeTurns: true });
  const turnId = (read.result as { thread: { turns: { id: string }[] } }).thread.turns[0]?.id ?? "";
  await server.request("thread/turns/list", { threadId, limit: 3, itemsView: "full" });
  await server.request("thread/items/list", { threadId });
  await server.request("thread/items/read", { threadId, turnId, itemIds: ["none"] });
  await server.request("thread/timeline/list", { threadId });
  await server.request("thread/list", { limit: 5, sourceKinds: ["appServer", "vscode"] });
  await server.request("thread/loaded/list", {});
  await server.request("thread/search", { searchTerm: "hello" });
  await server.request("thread/searchOccurrences", { threadId, searchTerm: "hello" });
  await server.request("thread/name/set", { threadId, name: "Recorded" });
  await server.request("thread/goal/set", { threadId, objective: "Wait", status: "paused" });
  await server.request("thread/goal/get", { threadId });
  await server.request("thread/goal/clear", { threadId });
  await server.request("thread/metadata/update", { threadId, gitInfo: { branch: "main" } });
  await server.request("thread/memoryMode/set", { threadId, mode: "disabled" });
  await server.request("thread/settings/update", { threadId, effort: "high", summary: "concise" });
  await server.request("thread/backgroundTerminals/list", { threadId });
  await server.request("thread/backgroundTerminals/clean", { threadId });
  await server.request("thread/attachment/list", { threadId });
  await server.request("thread/queue/list", { threadId });
  await server.request("thread/inject_items", {
    threadId,
    items: [{ type: "message", role: "user", content: [{ type: "input_text", text: "Injected" }] }],
  });
  await server.request("hooks/list", { threadId });
  await server.request("feedback/save", {
    savePath: join(cwd, "feedback.zip"),
    classification: "bug",
    threadId,
  });
}

async function changeThreads(stage: Stage, threadId: string): Promise<void> {
  const { server, model, cwd } = stage;
  const section = await server.request("threadSection/create", { name: "Inbox" });
  const sectionId =
    (section.result as { section?: { id: string } } | undefined)?.section?.id ?? null;
  await server.request("threadSection/list", {});
  await server.request("thread/section/move", { threadId, sectionId });
  await server.request("thread/section/move", { threadId, sectionId: null });
  if (sectionId) await server.request("threadSection/delete", { sectionId });
  const project = { name: "Project", roots: [{ path: cwd }], idempotencyKey: "project-1" };
  await server.request("project/create", project);
  await server.request("project/list", {});
  const fork = threadIdOf(await server.request("thread/fork", { threadId }));
  model.respond(message("Forked."));
  await runTurn(stage, fork, "Go on");
  await server.request("thread/unsubscribe", { threadId: fork });
  await server.request("thread/archive", { threadId: fork });
  await server.request("thread/unarchive", { threadId: fork });
  await server.request("thread/resume", { threadId: fork });
  await server.request("thread/delete", { threadId: fork });
  await server.request("thread/read", { threadId: fork });
  await writeFile(join(cwd, "image.png"), Buffer.from(onePixel, "base64"));
  model.respond(message("An image."));
  await runTurn(stage, threadId, "Look", [{ type: "localImage", path: join(cwd, "image.png") }]);
}

async function useAccount({ server }: Stage): Promise<void> {
  const completed = server.notified("account/login/completed");
  await server.request("account/login/start", { type: "apiKey", apiKey: "sk-recorded" });
  await completed;
  await server.request("account/read", { refreshToken: false });
  await server.request("account/login/cancel", { loginId: "019ab3c1-0000-7000-8000-000000000000" });
  await server.request("account/logout");
}

async function runTurn(
  { server }: Stage,
  threadId: string,
  text: string,
  more: unknown[] = [],
): Promise<void> {
  const completed = server.notified("turn/completed");
  await server.request("turn/start", turn(threadId, text, more));
  await completed;
}

function turn(threadId: string, text: string, more: unknown[] = []): object {
  return { threadId, input: [{ type: "text", text }, ...more] };
}

function threadIdOf({ result, error }: RawMessage): string {
  if (error) throw new Error(error.message);
  return (result as { thread: { id: string } }).thread.id;
}

function turnIdOf({ result }: RawMessage): string {
  return (result as { turn: { id: string } }).turn.id;
}

const onePixel =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
