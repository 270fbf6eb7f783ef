import { z } from "zod";

const text = z.string().min(1, "must not be empty");

/** The params of the tool `codex`, named as those of Codex's former `mcp-server`. */
export const codexParams = z.strictObject({
  prompt: text.describe("What Codex is to do."),
  cwd: text
    .optional()
    .describe(
      "The folder to work in. A relative path counts from the folder of this server, which is also the default.",
    ),
  model: text
    .optional()
    .describe("The id of the model. Default: what the user's configuration of Codex says."),
  sandbox: z
    .enum(["read-only", "workspace-write", "danger-full-access"])
    .optional()
    .describe(
      "What commands may access: workspace-write lets them change files in cwd. Default: what the user's configuration says, else read-only in a folder that the user has not trusted.",
    ),
  "approval-policy": z
    .enum(["untrusted", "on-request", "on-failure", "never"])
    .optional()
    .describe(
      "When the user is asked: untrusted: before every command; on-request: when Codex wants to go beyond the sandbox; never: what needs an approval does not run. Codex no longer has on-failure, which means on-request here. Default: what the user's configuration says.",
    ),
  "base-instructions": z
    .string()
    .optional()
    .describe("Instructions that replace those that Codex has by itself."),
  "developer-instructions": z
    .string()
    .optional()
    .describe("Further instructions, in a message of the developer."),
  "compact-prompt": z
    .string()
    .optional()
    .describe("The prompt with which the conversation is summarised when it grows too long."),
  config: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Settings that override the user's config.toml, by their names there."),
});

/** The params of the tool `codex-reply`. */
export const replyParams = z.strictObject({
  threadId: text.describe("The threadId that an earlier call has returned."),
  prompt: text.describe("What Codex is to do next."),
});

export type CodexParams = z.infer<typeof codexParams>;

/**
 * Checks the arguments of a tool call. A null counts as not given, because models write it for what
 * they leave out. Throws an error that says what is wrong, and repeats no value.
 */
export function parseParams<T>(schema: z.ZodType<T>, args: object): T {
  const given = Object.entries(args).filter(([, value]) => value !== null);
  const { success, data, error } = schema.safeParse(Object.fromEntries(given));
  if (success) return data;
  const problems = error.issues.map(({ path, message }) => [...path, message].join(": "));
  throw new TypeError(`The call has bad arguments. ${problems.join("; ")}`);
}

/** The arguments of `codex-reply`, which once called a thread a conversation. */
export function withThreadId({ conversationId, ...args }: Record<string, unknown>): object {
  return conversationId === undefined ? args : { threadId: conversationId, ...args };
}
