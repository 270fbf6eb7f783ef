import type { RawMessage } from "./raw-app-server.js";

/** Accepts whatever the server asks for, in the form that each method expects. */
export function acceptEverything({ method }: RawMessage): unknown {
  switch (method) {
    case "item/permissions/requestApproval":
      return { permissions: {}, scope: "turn" };
    case "item/tool/call":
      return { success: true, contentItems: [{ type: "inputText", text: "four" }] };
    case "item/tool/requestUserInput":
      return { answers: { colour: { answers: ["red"] } } };
    case "mcpServer/elicitation/request":
      return { action: "accept", content: {}, _meta: null };
    case "currentTime/read":
      return { currentTimeAt: 1_763_800_000 };
    default:
      return { decision: "accept" };
  }
}
