import { onTestFinished } from "vitest";
import { Redactor } from "../../src/diagnostics/redactor.js";
import type { TransportClosedError } from "../../src/errors/index.js";
import { Connection } from "../../src/rpc/connection.js";
import type { ConnectionOptions, RequestOptions } from "../../src/rpc/connection-options.js";
import { ScriptedTransport } from "../../src/testing/index.js";
import type { Transport } from "../../src/transport/transport.js";

/** The options of an ordinary request. */
export const plain: RequestOptions = { lane: "window", timeoutMs: 10_000 };

export interface Heard {
  notifications: unknown[];
  skipped: string[];
  ended: TransportClosedError[];
}

/** Opens a connection over a scripted transport. It is closed when the test is over. */
export async function connect(
  options: Partial<ConnectionOptions> = {},
  transport: Transport = new ScriptedTransport(),
): Promise<{ connection: Connection; server: ScriptedTransport } & Heard> {
  const heard: Heard = { notifications: [], skipped: [], ended: [] };
  const connection = new Connection(transport, {
    maxInFlight: 64,
    closeMs: 1_000,
    redactor: new Redactor({ SOME_SECRET: "hunter22" }),
    notification: (message) => heard.notifications.push(message),
    request: async () => ({ result: {} }),
    skipped: (reason) => heard.skipped.push(reason),
    ended: (reason) => heard.ended.push(reason),
    ...options,
  });
  onTestFinished(() => connection.close());
  await connection.open();
  return { connection, server: transport as ScriptedTransport, ...heard };
}

/** Leaves requests unanswered, so that the test delivers answers to the ids in `sent` itself. */
export function silent(server: ScriptedTransport, method = "ask"): void {
  server.answer(method, () => {});
}

export function idsOf(server: ScriptedTransport): (string | number | undefined)[] {
  return server.sent.map(({ id }) => id);
}
