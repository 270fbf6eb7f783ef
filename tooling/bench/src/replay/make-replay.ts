import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { type Message, readRecording } from "../read-samples.js";
import { lastMethod } from "./replay-clients.js";

/** Writes what a recorded server said, again and again, until there are that many notifications. */
export async function writeReplay(path: string, count: number): Promise<void> {
  const recorded = readNotifications().filter(({ method }) => method !== lastMethod);
  const lines = recorded.map(toLine);
  const out = createWriteStream(path);
  for (let written = 0; written < count - 1; written += lines.length) {
    out.write(lines.slice(0, count - 1 - written).join(""));
  }
  out.end(toLine(find(lastMethod)));
  await finished(out);
}

/** Writes one message of that many bytes, and the last one. */
export async function writeBigMessage(path: string, bytes: number): Promise<void> {
  const text = toLine(find("item/agentMessage/delta"));
  const filler = "x".repeat(Math.max(0, bytes - text.length));
  const out = createWriteStream(path);
  out.write(text.replace('"delta":"', `"delta":"${filler}`));
  out.end(toLine(find(lastMethod)));
  await finished(out);
}

function find(method: string): Message {
  const found = readNotifications().find((message) => message.method === method);
  if (found === undefined) throw new Error(`${method} was not recorded`);
  return found;
}

function readNotifications(): Message[] {
  return readRecording()
    .filter(({ direction }) => direction === "recv")
    .map(({ message }) => message)
    .filter(({ method, id }) => method !== undefined && id === undefined);
}

function toLine(message: Message): string {
  return `${JSON.stringify(message)}\n`;
}
