import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import { codexParams, replyParams } from "./tool-params.js";

/** What both tools return beside the text. */
const output = z.object({
  threadId: z.string().describe("The id of the conversation, for codex-reply."),
  content: z.string().describe("What Codex answered."),
});

/** Codex runs commands and changes files, as far as its sandbox and the user's answers allow. */
const annotations = {
  readOnlyHint: false,
  destructiveHint: true,
  idempotentHint: false,
  openWorldHint: true,
};

/** The tools, named as those of Codex's former `mcp-server`. */
export const toolDefinitions: Tool[] = [
  {
    name: "codex",
    title: "Codex",
    description:
      "Start a conversation with Codex, a coding agent that reads and changes files and runs commands. Returns its answer, and the threadId for codex-reply.",
    inputSchema: schemaOf(codexParams),
    outputSchema: schemaOf(output),
    annotations,
  },
  {
    name: "codex-reply",
    title: "Codex Reply",
    description:
      "Continue a conversation with Codex: give the threadId that codex has returned, and what is to be done next.",
    inputSchema: schemaOf(replyParams),
    outputSchema: schemaOf(output),
    annotations,
  },
];

function schemaOf(schema: z.ZodType): Tool["inputSchema"] {
  return z.toJSONSchema(schema) as Tool["inputSchema"];
}
