import type { RawMessage } from "../raw-app-server.js";
import type { Stage } from "./stage.js";

/** Starts a thread that asks for approval before it acts; returns its id. */
export async function startThread({ server, cwd, experimental }: Stage): Promise<string> {
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

/** The thread's id in an answer that contains a thread. */
export function threadIdOf({ result, error }: RawMessage): string {
  if (error) throw new Error(error.message);
  return (result as { thread: { id: string } }).thread.id;
}
