import type { LoggedEvent } from "../../src/index.js";
import type { PlannedMessage, ThreadPlan } from "./thread-plan.js";

/** What is wrong with the events of a thread whose turns are all over. */
export function verifyStream(plan: ThreadPlan, events: readonly LoggedEvent[]): string[] {
  const ids = events.map(({ eventId }) => eventId);
  const doubled = ids.filter((id, place) => ids.indexOf(id) !== place);
  // A turn that waits is cancelled at any time, and all that is told of it is that.
  const cancelled = events.filter(({ type }) => type === "cancelled").map(({ turnId }) => turnId);
  const runs = runsOf(events.filter(({ type }) => type !== "cancelled"));
  const turns = runs.map(([event]) => event.turnId);
  const interrupted = plan.messages.filter(({ isInterrupted }) => isInterrupted);
  const wrong = cancelled.filter((id) => !interrupted.some((message) => message.id === id));
  const wanted = plan.messages.map(({ id }) => id).filter((id) => !cancelled.includes(id));
  return [
    ...wrong.map((id) => `turn ${id} was cancelled`),
    ...doubled.map((id) => `event ${id} is there twice`),
    ...(turns.join() === wanted.join() ? [] : [`the turns are ${turns}, not ${wanted}`]),
    ...runs.flatMap((run) => {
      const message = plan.messages.find(({ id }) => id === run[0].turnId);
      return message ? turnFaults(message, run) : [];
    }),
  ].map((fault) => `${plan.id}: ${fault}`);
}

/** What is wrong with what a reader has read, where `log` is all that there is to be read. */
export function verifyReader(
  name: string,
  log: readonly LoggedEvent[],
  read: readonly LoggedEvent[],
): string[] {
  const [all, seen] = [log, read].map((events) => events.map((event) => JSON.stringify(event)));
  const place = all?.findIndex((event, index) => event !== seen?.[index]) ?? -1;
  if (place >= 0) return [`${name} should read ${all?.[place]} and read ${seen?.[place]}`];
  return read.length > log.length ? [`${name} read ${seen?.[log.length]}, which is not there`] : [];
}

type Run = readonly [LoggedEvent, ...LoggedEvent[]];

/** The events of turns that follow each other. */
function runsOf(events: readonly LoggedEvent[]): Run[] {
  const runs: [LoggedEvent, ...LoggedEvent[]][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run?.[0].turnId === event.turnId) {
      run.push(event);
    } else {
      runs.push([event]);
    }
  }
  return runs;
}

const ends = new Set(["finish", "failed", "cancelled"]);

function turnFaults(message: PlannedMessage, run: Run): string[] {
  const attempts = run.filter((event) => event.type === "attempt-start");
  const numbers = attempts.map(({ attempt }) => attempt);
  const endings = run.filter(({ type }) => ends.has(type)).map(({ type }) => type);
  const last = run.at(-1);
  return [
    ...(run[0].type === "attempt-start" ? [] : [`begins with ${run[0].type}`]),
    ...(numbers.every((n, index) => n === index + 1) ? [] : [`has the attempts ${numbers}`]),
    ...(endings.length === 1 ? [] : [`has the ends ${endings}`]),
    ...(last && ends.has(last.type) ? [] : [`has ${last?.type} last`]),
    ...attemptsOf(run).flatMap(textFaults),
    ...finishFaults(message, run),
  ].map((fault) => `turn ${message.id} ${fault}`);
}

function attemptsOf(run: Run): LoggedEvent[][] {
  const starts = run.flatMap(({ type }, place) => (type === "attempt-start" ? [place] : []));
  return starts.map((start, index) => run.slice(start, starts[index + 1]));
}

/** Of an attempt: each text that is complete is what was streamed of it. */
function textFaults(attempt: readonly LoggedEvent[]): string[] {
  const streamed = new Map<string, string>();
  const faults: string[] = [];
  for (const event of attempt) {
    if (event.type === "text-start" || event.type === "text-discard") streamed.delete(event.itemId);
    if (event.type === "text-delta") {
      streamed.set(event.itemId, (streamed.get(event.itemId) ?? "") + event.text);
    }
    if (event.type !== "text-end" || streamed.get(event.itemId) === event.text) continue;
    faults.push(`streamed ${streamed.get(event.itemId)} of ${event.text}`);
  }
  return faults;
}

function finishFaults({ answer, isInterrupted }: PlannedMessage, run: Run): string[] {
  const finish = run.find((event) => event.type === "finish");
  if (!finish) return [];
  const { finalResponse, turn } = finish.result;
  if (isInterrupted && turn.status === "interrupted") return [];
  const texts = attemptsOf(run)
    .at(-1)
    ?.flatMap((event) => (event.type === "text-end" ? [event.text] : []));
  return [
    ...(finalResponse === answer ? [] : [`ends with ${finalResponse}, not ${answer}`]),
    ...(texts?.at(-1) === answer ? [] : [`shows ${texts?.at(-1)} last, not ${answer}`]),
  ];
}
