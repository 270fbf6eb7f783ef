import type { Handlers } from "./handlers.js";

/** Every handler there is. */
export const handlerNames = [
  "commandApproval",
  "fileChangeApproval",
  "permissionsApproval",
  "userInput",
  "elicitation",
  "mcpToolApproval",
  "toolCall",
  "authTokensRefresh",
  "attestation",
  "currentTime",
] as const satisfies readonly (keyof Handlers)[];

/** Fails to compile when a handler is missing above. */
type Missing = Exclude<keyof Handlers, (typeof handlerNames)[number]>;
handlerNames satisfies Missing extends never ? readonly string[] : never;
