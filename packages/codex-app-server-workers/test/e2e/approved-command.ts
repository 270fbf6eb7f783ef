import { functionCall, type MockResponsesServer, message } from "codex-app-server-sdk/testing";
import type { FleetThread, FleetTurn, WorkerThreadOptions } from "../../src/index.js";

/** A thread in which each command is asked about, and may do what it likes when it is accepted. */
export const asking = (): WorkerThreadOptions => ({
  approvalPolicy: "untrusted",
  sandbox: "full-access",
});

/** Has the model run a command until it has been told what came of it, and say "done" then. */
export function respondWithCommand(model: MockResponsesServer): void {
  model.respondWith(({ toolOutput }) =>
    toolOutput("call") === undefined
      ? functionCall("exec_command", { cmd: "touch made" }, { callId: "call" })
      : message("done"),
  );
}

/** Accepts all that the turn asks for, and resolves when it has ended. */
export async function acceptAll(thread: FleetThread, turn: FleetTurn): Promise<void> {
  for await (const event of turn.events()) {
    if (event.type === "approval-start") await thread.answer(event.id, { decision: "accept" });
  }
}
