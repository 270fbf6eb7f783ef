import type { ServerResponse } from "node:http";
import { setImmediate as nextTick } from "node:timers/promises";
import type { AnswerStep } from "./answer-steps.js";

/**
 * Writes the steps of an answer as an HTTP response. Resolves when all are written or the client
 * has left. With `chunkBytes` every event is written in pieces of this many bytes, which splits
 * characters.
 */
export async function writeAnswer(
  response: ServerResponse,
  steps: readonly AnswerStep[],
  options: { chunkBytes?: number | undefined } = {},
): Promise<void> {
  const closed = new Promise<void>((resolve) => response.once("close", resolve));
  for (const step of steps) {
    if (response.destroyed) return;
    if (step.kind === "gate") {
      await Promise.race([step.pass(), closed]);
    } else if (step.kind === "http") {
      writeHttp(response, step);
    } else if (step.kind === "finish") {
      finish(response, step.how);
    } else {
      await Promise.race([writeEvent(response, step.event, options.chunkBytes), closed]);
    }
  }
  await closed;
}

function writeHttp(response: ServerResponse, step: AnswerStep & { kind: "http" }): void {
  response.writeHead(step.status, { "content-type": "application/json", ...step.headers });
  response.end(step.body);
}

function finish(response: ServerResponse, how: "end" | "reset" | "silence"): void {
  if (how === "end") response.end();
  if (how === "reset") response.socket?.resetAndDestroy();
}

async function writeEvent(
  response: ServerResponse,
  event: { type: string },
  chunkBytes: number | undefined,
): Promise<void> {
  if (!response.headersSent) response.writeHead(200, { "content-type": "text/event-stream" });
  const bytes = Buffer.from(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  if (chunkBytes === undefined) return write(response, bytes);
  for (let start = 0; start < bytes.length && !response.destroyed; start += chunkBytes) {
    await write(response, bytes.subarray(start, start + chunkBytes));
    // Pieces written in the same tick would be sent in one packet.
    await nextTick();
  }
}

async function write(response: ServerResponse, bytes: Buffer): Promise<void> {
  if (response.write(bytes)) return;
  await new Promise<void>((resolve) => response.once("drain", resolve));
}
