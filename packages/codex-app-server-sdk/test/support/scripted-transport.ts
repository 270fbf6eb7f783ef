import type { JsonRpcMessage } from "../../src/testing/transport/scripted-call.js";
import type { ScriptedTransport } from "../../src/testing/transport/scripted-transport.js";
import type { TransportEnd } from "../../src/transport/transport.js";

export interface Received {
  messages: JsonRpcMessage[];
  ends: TransportEnd[];
}

/** Opens the transport as a client would, and records what it delivers. */
export async function openTransport(transport: ScriptedTransport): Promise<Received> {
  const received: Received = { messages: [], ends: [] };
  await transport.open({
    message: (text) => void received.messages.push(JSON.parse(text)),
    end: (end) => void received.ends.push(end),
  });
  return received;
}

/** Sends a message and waits until everything has been delivered that is not held by a gate. */
export async function send(transport: ScriptedTransport, message: JsonRpcMessage): Promise<void> {
  transport.send(JSON.stringify(message));
  await settled();
}

/** Resolves when everything that was due in this tick has been delivered. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
