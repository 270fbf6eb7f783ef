/** Comments on the fields of a type, by the field's name. */
export type FieldComments = Readonly<Record<string, string>>;

const serviceTiers = "`codex.models()` lists the ones of each model";
const sandboxes =
  "What commands may access: `read-only`, `workspace-write` (the working folder) or `danger-full-access`.";
const policies = `When approval is asked for:

- \`untrusted\`: for every command.
- \`on-request\`: when the model wants to go beyond the sandbox.
- \`never\`: not at all; what needs approval does not run.
- \`granular\`: settles each kind of approval on its own.

\`approvalMode\` sets it together with the reviewer.`;
const configuration =
  "Settings for this thread that override config.toml, by dotted key such as `model_reasoning_effort` or `features.default_mode_request_user_input`.";
const personality = "The style in which the agent writes.";

/** What resuming and forking override. */
const overridden: FieldComments = {
  modelProvider: "Override the model provider, by its id in the configuration.",
  serviceTier: `Override the service tier of requests to the model, by its id; ${serviceTiers}.`,
  cwd: "Override the folder in which commands run. A relative path counts from the client's `cwd`.",
  approvalPolicy: `${policies} Left out or null: not overridden.`,
  sandbox: `${sandboxes} Left out or null: not overridden.`,
  config: `${configuration} Default: none.`,
  baseInstructions:
    "Override the instructions that the model gets from Codex itself; they are replaced as a whole.",
  developerInstructions: "Override the instructions that the model gets from the developer.",
};

/**
 * Comments on options for which the protocol has none. Each type here is documented in full: the
 * generator fails on a field without a comment, and on an entry for a field that the protocol has
 * documented by now.
 */
export const optionComments: Readonly<Record<string, FieldComments>> = {
  ThreadStartParams: {
    model: "Id of the model; `codex.models()` lists them. Default: what the configuration says.",
    modelProvider:
      "Id of the model provider, in the configuration. Default: what the configuration says.",
    serviceTier: `Id of the service tier of requests to the model; ${serviceTiers}. Default: what the configuration says.`,
    cwd: "Folder in which commands run. A relative path counts from the client's `cwd`. Default: the server's working folder.",
    approvalPolicy: `${policies} Default: what \`approvalMode\` stands for.`,
    sandbox: `${sandboxes} Default: what the configuration says.`,
    config: `${configuration} Default: none.`,
    serviceName: "Name of your application in the server's metrics. Default: none.",
    baseInstructions:
      "Instructions for the model in place of Codex's own, which are replaced as a whole. Default: Codex's own.",
    developerInstructions:
      "Instructions of the developer for the model, besides those of Codex. Default: what the configuration says.",
    personality,
    multiAgentMode: "Instructions on handing work to sub-agents.",
    ephemeral:
      "Whether the thread is kept in memory only. It is then not stored, and can't be resumed once the server has unloaded it. Default: false.",
    sessionStartSource:
      "What the hooks of `SessionStart` are told as the reason: `clear` for a thread that replaces one which the user has cleared. Default: `startup`.",
    dynamicTools:
      "Tools that this client runs. The server asks for each call with the request `item/tool/call`. Default: none.",
  },
  ThreadResumeParams: { threadId: "The thread to resume.", ...overridden, personality },
  ThreadForkParams: {
    threadId: "The thread whose history is copied.",
    ...overridden,
    ephemeral:
      "Whether the fork is kept in memory only. It is then not stored, and can't be resumed once the server has unloaded it; needs `excludeTurns: true`. Default: false.",
  },
  TurnStartParams: {
    threadId: "The thread that the turn belongs to.",
    clientUserMessageId:
      "An id of your own for the user's message, which comes back as the `clientId` of its item. Default: none.",
    input: "What the user says: texts, images, audio, skills and mentions.",
    toolOutput:
      "Output of a tool for the model, with its name; `retain` asks for it to be kept in the thread's history. Default: none.",
    personality,
    multiAgentMode: "Instructions on handing work to sub-agents.",
  },
};
