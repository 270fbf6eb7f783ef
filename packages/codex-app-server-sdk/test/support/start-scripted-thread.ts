import type * as wire from "codex-app-server-sdk/protocol";
import { onTestFinished } from "vitest";
import { Codex, type CodexOptions, type Thread } from "../../src/index.js";
import { ScriptedTransport, scriptTurns, type TurnStep } from "../../src/testing/index.js";
import { turnFixture } from "../../src/testing/transport/wire-fixtures.js";

/** A thread on a scripted server; closed when the test is over. */
export async function startScriptedThread(
  turns: readonly (readonly TurnStep[])[],
  options: CodexOptions = {},
): Promise<{ thread: Thread; server: ScriptedTransport; codex: Codex; warnings: string[] }> {
  const server = new ScriptedTransport();
  scriptTurns(server, turns);
  server.answer("thread/backgroundTerminals/terminate", { terminated: true });
  const warnings: string[] = [];
  const codex = new Codex({
    transport: server,
    logger: {
      debug() {},
      info() {},
      warn: (message) => warnings.push(message),
      error: (message) => warnings.push(message),
    },
    ...options,
  });
  onTestFinished(() => codex.close());
  return { thread: await codex.threadStart(), server, codex, warnings };
}

/** The methods of all that was sent. */
export function sentMethods(server: ScriptedTransport): (string | undefined)[] {
  return server.sent.map(({ method }) => method);
}

/** The params of what was sent with this method. */
export function sentOf(server: ScriptedTransport, method: string): unknown[] {
  return server.sent.filter((message) => message.method === method).map(({ params }) => params);
}

/** A turn as requests and notifications name it. */
export function turnOf(id: string, status: wire.TurnStatus): wire.Turn {
  return turnFixture({ id, status, startedAt: 1 });
}
