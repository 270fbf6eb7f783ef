import type * as wire from "codex-app-server-sdk/protocol";

/** What Codex 0.169.0 answers, with simple values for what differs from machine to machine. */
export const initializeResponse: wire.InitializeResponse = {
  userAgent: "probe/0.169.0 (Linux 6.1; x86_64) unknown (probe; 1)",
  codexHome: "/codex-home",
  platformFamily: "unix",
  platformOs: "linux",
};

/** A new, idle thread. */
export function threadFixture(fields: Pick<wire.Thread, "id" | "cwd">): wire.Thread {
  const now = nowSeconds();
  return {
    ...fields,
    sessionId: fields.id,
    environments: null,
    extra: null,
    forkedFromId: null,
    attachedToThreadId: null,
    parentThreadId: null,
    preview: "",
    ephemeral: false,
    section: null,
    sectionEnteredAt: null,
    projectId: null,
    historyMode: "paginated",
    modelProvider: "scripted",
    model: "gpt-5.5",
    reasoningEffort: null,
    createdAt: now,
    updatedAt: now,
    recencyAt: now,
    status: { type: "idle" },
    path: null,
    cliVersion: "0.169.0",
    originator: "probe",
    source: "vscode",
    canAcceptDirectInput: true,
    threadSource: null,
    agentNickname: null,
    agentRole: null,
    gitInfo: null,
    name: null,
    daybreakEnabled: null,
    turns: [],
  };
}

/** The answer to `thread/start` for this thread. */
export function threadStartFixture(thread: wire.Thread): wire.ThreadStartResponse {
  return {
    thread,
    model: "gpt-5.5",
    modelProvider: thread.modelProvider,
    serviceTier: null,
    disabledPluginIds: [],
    cwd: thread.cwd,
    runtimeWorkspaceRoots: [thread.cwd],
    instructionSources: [],
    approvalPolicy: "on-request",
    approvalsReviewer: "user",
    sandbox: { type: "readOnly", networkAccess: false },
    activePermissionProfile: null,
    reasoningEffort: null,
    multiAgentMode: "explicitRequestOnly",
  };
}

/** The answer to `thread/resume` for this thread, without its turns. */
export function threadResumeFixture(thread: wire.Thread): wire.ThreadResumeResponse {
  return {
    ...threadStartFixture(thread),
    collaborationMode: null,
    initialTurnsPage: null,
    turnsBackwardsCursor: null,
    itemsBackwardsCursor: null,
  };
}

/** A turn as in `turn/started`; `fields` replace its defaults. */
export function turnFixture(fields: Pick<wire.Turn, "id"> & Partial<wire.Turn>): wire.Turn {
  return {
    rootTurnId: fields.id,
    items: [],
    itemsView: "notLoaded",
    status: "inProgress",
    error: null,
    startedAt: nowSeconds(),
    completedAt: null,
    durationMs: null,
    ...fields,
  };
}

export function nowSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
