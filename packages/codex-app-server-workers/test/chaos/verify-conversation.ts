import type { ThreadPlan } from "./thread-plan.js";

/** What is wrong with what was said in a thread: each message once, in order, with its answer. */
export function verifyConversation(plan: ThreadPlan, said: readonly string[]): string[] {
  const wanted = plan.messages.flatMap(({ text, answer }) => [text, answer]);
  return [
    ...wanted.flatMap((text) => countFaults(plan.id, text, said)),
    ...said.filter((text) => !wanted.includes(text)).map((text) => `${plan.id}: unknown: ${text}`),
    ...(isInOrder(wanted, said) ? [] : [`${plan.id}: out of order: ${JSON.stringify(said)}`]),
  ];
}

/**
 * What is wrong with the commands that ran, as all were approved: each that the model has asked for
 * once.
 */
export function verifyCommands(plan: ThreadPlan, ran: readonly string[]): string[] {
  const wanted = plan.messages.flatMap(({ callId }) => callId ?? []);
  if (ran.join() === wanted.join()) return [];
  return [`${plan.id}: the commands ${ran} ran, not ${wanted}`];
}

/**
 * What is wrong with the conversation that the model was asked to go on with: all messages up to
 * one of them, those before it answered.
 */
export function verifyAsked(plan: ThreadPlan, said: readonly string[]): string[] {
  const wanted = plan.messages.flatMap(({ text, answer }) => [text, answer]);
  const isBeginning = said.length % 2 === 1 && said.every((text, at) => text === wanted[at]);
  return isBeginning ? [] : [`${plan.id}: the model was asked with ${JSON.stringify(said)}`];
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
