import type { ThreadPlan } from "./thread-plan.js";

/**
 * What is wrong with what was said in a thread: each message once, in order, with its answer. Where
 * a turn was interrupted, the answer may lack, or both.
 */
export function verifyConversation(plan: ThreadPlan, said: readonly string[]): string[] {
  const wanted = plan.messages.flatMap(({ text, answer }) => [text, answer]);
  const isLacking = lackingIn(plan, said);
  return [
    ...wanted.flatMap((text) => (isLacking(text) ? [] : countFaults(plan.id, text, said))),
    ...said.filter((text) => !wanted.includes(text)).map((text) => `${plan.id}: unknown: ${text}`),
    ...(isInOrder(wanted, said) ? [] : [`${plan.id}: out of order: ${JSON.stringify(said)}`]),
  ];
}

/**
 * What is wrong with the commands that ran, as all were approved: each that the model has asked for
 * once.
 */
export function verifyCommands(plan: ThreadPlan, ran: readonly string[]): string[] {
  const asking = plan.messages.filter(({ callId }) => callId !== null);
  const wanted = asking.filter(
    ({ callId, isInterrupted }) => !isInterrupted || ran.includes(`${callId}`),
  );
  const ids = wanted.map(({ callId }) => callId);
  if (ran.join() === ids.join()) return [];
  return [`${plan.id}: the commands ${ran} ran, not ${ids}`];
}

/**
 * What is wrong with the conversation that the model was asked to go on with: all messages up to
 * one of them, those before it answered, or interrupted.
 */
export function verifyAsked(plan: ThreadPlan, said: readonly string[]): string[] {
  const last = plan.messages.findIndex(({ text }) => text === said.at(-1));
  const before = plan.messages.slice(0, last).flatMap(({ text, answer }) => [text, answer]);
  const isLacking = lackingIn(plan, said);
  const wanted = [...before.filter((text) => !isLacking(text)), said.at(-1)];
  if (last >= 0 && said.join("\n") === wanted.join("\n")) return [];
  return [`${plan.id}: the model was asked with ${JSON.stringify(said)}`];
}

/** Whether a text is not there and need not be. */
function lackingIn(plan: ThreadPlan, said: readonly string[]): (text: string) => boolean {
  const interrupted = plan.messages.filter(({ isInterrupted }) => isInterrupted);
  const optional = interrupted.flatMap(({ text, answer }) =>
    // An answer to nothing is a fault.
    said.includes(answer) ? [] : said.includes(text) ? [answer] : [text, answer],
  );
  return (text) => optional.includes(text);
}

function countFaults(threadId: string, text: string, said: readonly string[]): string[] {
  const count = said.filter((one) => one === text).length;
  if (count === 1) return [];
  return [`${threadId}: ${count === 0 ? "lost" : `${count} times`}: ${text}`];
}

/** Of those that are there, each counted where it is first. */
function isInOrder(wanted: readonly string[], said: readonly string[]): boolean {
  const places = wanted.map((text) => said.indexOf(text)).filter((place) => place >= 0);
  return places.every((place, index) => place > (places[index - 1] ?? -1));
}
