import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { locateSdkFile } from "./locate-sdk-file.js";

/** A line as the server writes it, and its method. */
export interface Sample {
  method: string;
  line: string;
}

export interface Message {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
}

export interface RecordedMessage {
  direction: "send" | "recv";
  experimental: boolean;
  message: Message;
}

interface ReadResult {
  thread: { turns: { items: unknown[] }[] };
}

/**
 * Lines that the recorded server wrote: the smallest frequent one, one with a turn, a big answer.
 */
export function readSamples(): { delta: Sample; turnCompleted: Sample; threadRead: Sample } {
  const recorded = readRecording();
  const received = recorded.filter(({ direction }) => direction === "recv");
  const notification = (method: string): Sample => {
    const found = received.filter(({ message }) => message.method === method).at(-1);
    if (found === undefined) throw new Error(`${method} was not recorded`);
    return { method, line: JSON.stringify(found.message) };
  };
  return {
    delta: notification("item/agentMessage/delta"),
    turnCompleted: notification("turn/completed"),
    threadRead: threadReadOf(recorded, 500),
  };
}

/** An answer to `thread/read` with that many items, made by repeating the recorded ones. */
function threadReadOf(recorded: RecordedMessage[], count: number): Sample {
  const method = "thread/read";
  const asked = recorded.find(({ message }) => message.method === method)?.message.id;
  const answer = recorded.find(
    ({ direction, message: { id } }) => direction === "recv" && id === asked,
  );
  if (answer === undefined) throw new Error(`No answer to ${method} was recorded`);
  const { thread } = answer.message.result as ReadResult;
  const items = thread.turns.flatMap((turn) => turn.items);
  const many = Array.from({ length: count }, (_, index) => items[index % items.length]);
  const turns = [{ ...thread.turns[0], items: many }];
  return { method, line: JSON.stringify({ id: 1, result: { thread: { ...thread, turns } } }) };
}

/** Everything that a client and a server said to each other in the recorded conversations. */
export function readRecording(): RecordedMessage[] {
  const packed = readFileSync(locateSdkFile("test/fixtures/recorded-traffic.jsonl.gz"));
  const lines = gunzipSync(packed).toString("utf8").trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line) as RecordedMessage);
}
