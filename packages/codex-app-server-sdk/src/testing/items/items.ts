import type * as wire from "codex-app-server-sdk/protocol";
import { type ItemFields, makeItem } from "./make-item.js";

/**
 * Makes the items of a turn as the server sends them, for tests of what a program does with them:
 * in notifications, in a `wire.Turn`, or as steps of `scriptTurns()`. Each item is complete and has
 * ended well; `fields` replace what a test cares about. Ids differ from item to item.
 */
export const items = {
  /** What the user wrote. */
  userMessage(
    text: string,
    fields: ItemFields<wire.UserMessageThreadItem> = {},
  ): wire.UserMessageThreadItem {
    const content: wire.UserInput[] = [{ type: "text", text, text_elements: [] }];
    return makeItem({ type: "userMessage", clientId: null, content }, fields);
  },

  /** A message of the agent, without a phase. */
  agentMessage(
    text: string,
    fields: ItemFields<wire.AgentMessageThreadItem> = {},
  ): wire.AgentMessageThreadItem {
    return makeItem(
      {
        type: "agentMessage",
        text,
        phase: null,
        moderation: null,
        memoryCitation: null,
        delivery: null,
        questions: null,
      },
      fields,
    );
  },

  /** A plan that was written as text, in plan mode. */
  plan(text: string, fields: ItemFields<wire.PlanThreadItem> = {}): wire.PlanThreadItem {
    return makeItem({ type: "plan", text }, fields);
  },

  /** Reasoning with this one summary and no raw text. */
  reasoning(
    summary: string,
    fields: ItemFields<wire.ReasoningThreadItem> = {},
  ): wire.ReasoningThreadItem {
    return makeItem({ type: "reasoning", summary: [summary], content: [] }, fields);
  },

  /** A command that ran without output in `/work`, with exit code 0. */
  commandExecution(
    command: string,
    fields: ItemFields<wire.CommandExecutionThreadItem> = {},
  ): wire.CommandExecutionThreadItem {
    return makeItem(
      {
        type: "commandExecution",
        command,
        cwd: "/work",
        status: "completed",
        exitCode: 0,
        aggregatedOutput: "",
        durationMs: 1,
        processId: "1",
        source: "unifiedExecStartup",
        commandActions: [{ type: "unknown", command }],
        pluginId: null,
        scriptPath: null,
      },
      fields,
    );
  },

  /** A patch that added these files, with their contents; `fields.changes` for other changes. */
  fileChange(
    added: Readonly<Record<string, string>>,
    fields: ItemFields<wire.FileChangeThreadItem> = {},
  ): wire.FileChangeThreadItem {
    const changes = Object.entries(added).map(
      ([path, diff]): wire.FileUpdateChange => ({ path, diff, kind: { type: "add" } }),
    );
    return makeItem({ type: "fileChange", changes, status: "completed" }, fields);
  },

  /** A call of a tool of an MCP server, without arguments, that gave no content. */
  mcpToolCall(
    server: string,
    tool: string,
    fields: ItemFields<wire.McpToolCallThreadItem> = {},
  ): wire.McpToolCallThreadItem {
    return makeItem(
      {
        type: "mcpToolCall",
        server,
        tool,
        status: "completed",
        arguments: {},
        result: { content: [], structuredContent: null, _meta: null },
        error: null,
        durationMs: 1,
        appContext: null,
        mcpAppUi: null,
        pluginId: null,
        readOnlyHint: null,
      },
      fields,
    );
  },

  /** A call of a dynamic tool, without arguments, that gave no content. */
  dynamicToolCall(
    tool: string,
    fields: ItemFields<wire.DynamicToolCallThreadItem> = {},
  ): wire.DynamicToolCallThreadItem {
    return makeItem(
      {
        type: "dynamicToolCall",
        tool,
        namespace: null,
        arguments: {},
        status: "completed",
        contentItems: [],
        success: true,
        durationMs: 1,
      },
      fields,
    );
  },

  /** A call that set a sub-agent, with this thread, to work. */
  collabAgentToolCall(
    agentThreadId: string,
    fields: ItemFields<wire.CollabAgentToolCallThreadItem> = {},
  ): wire.CollabAgentToolCallThreadItem {
    return makeItem(
      {
        type: "collabAgentToolCall",
        tool: "spawnAgent",
        status: "completed",
        senderThreadId: "thread",
        receiverThreadIds: [agentThreadId],
        prompt: "Work",
        model: null,
        reasoningEffort: null,
        agentsStates: {},
      },
      fields,
    );
  },

  /** The news that a sub-agent, with this thread, has been set to work. */
  subAgentActivity(
    agentThreadId: string,
    fields: ItemFields<wire.SubAgentActivityThreadItem> = {},
  ): wire.SubAgentActivityThreadItem {
    return makeItem(
      {
        type: "subAgentActivity",
        kind: "started",
        agentThreadId,
        agentPath: "/root/worker",
        model: null,
        reasoningEffort: null,
      },
      fields,
    );
  },

  /** A search on the web whose results are not told. */
  webSearch(
    query: string,
    fields: ItemFields<wire.WebSearchThreadItem> = {},
  ): wire.WebSearchThreadItem {
    return makeItem({ type: "webSearch", query, action: null, results: null }, fields);
  },

  /** A file that the model looked at as an image. */
  imageView(
    path: string,
    fields: ItemFields<wire.ImageViewThreadItem> = {},
  ): wire.ImageViewThreadItem {
    return makeItem({ type: "imageView", path }, fields);
  },

  /** The beginning of a review. */
  enteredReviewMode(
    review: string,
    fields: ItemFields<wire.EnteredReviewModeThreadItem> = {},
  ): wire.EnteredReviewModeThreadItem {
    return makeItem({ type: "enteredReviewMode", review }, fields);
  },

  /** The end of a review, with what it found. */
  exitedReviewMode(
    review: string,
    fields: ItemFields<wire.ExitedReviewModeThreadItem> = {},
  ): wire.ExitedReviewModeThreadItem {
    return makeItem({ type: "exitedReviewMode", review }, fields);
  },

  /** The place where the conversation so far was replaced by a summary. */
  contextCompaction(
    fields: ItemFields<wire.ContextCompactionThreadItem> = {},
  ): wire.ContextCompactionThreadItem {
    return makeItem({ type: "contextCompaction" }, fields);
  },
};
