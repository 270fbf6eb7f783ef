import type { CodexOptions, Thread } from "../../src/index.js";
import { memoryThreadStore, type ThreadStore } from "../../src/store/index.js";
import { type MockResponsesServer, message } from "../../src/testing/index.js";
import { type Machine, type Machines, startMachines } from "./start-machines.js";

export interface Conversation {
  readonly machines: Machines;
  readonly model: MockResponsesServer;
  /** The machine that has begun the thread. */
  readonly a: Machine;
  readonly thread: Thread;
}

/** Machines with a store, on one of which a thread has had a turn: the model was asked "one". */
export async function startConversation(
  threadStore: ThreadStore = memoryThreadStore(),
  options?: CodexOptions,
): Promise<Conversation> {
  const machines = await startMachines(threadStore);
  const a = await machines.start(options);
  const thread = await a.codex.threadStart();
  await ask(machines.model, thread, "one");
  return { machines, model: machines.model, a, thread };
}

/** Runs a turn in which the user says `q-<name>` and the model `a-<name>`. */
export async function ask(model: MockResponsesServer, thread: Thread, name: string): Promise<void> {
  model.respond(message(`a-${name}`));
  await thread.run(`q-${name}`);
}

/** What the model has seen of the user and of its own answers, with its last request. */
export function seenBy(model: MockResponsesServer): string {
  const texts = JSON.stringify(model.requests.at(-1)?.body).matchAll(/"text":"([aq]-\w+)"/g);
  return [...texts].map(([, text]) => text).join(" ");
}

/** Starts another machine, and resumes the thread there. */
export async function resumeElsewhere(machines: Machines, { id }: Thread): Promise<Thread> {
  const { codex } = await machines.start();
  return codex.threadResume(id);
}

/** The same, and runs a turn there. */
export async function goOnElsewhere(
  machines: Machines,
  thread: Thread,
  name: string,
): Promise<Thread> {
  const there = await resumeElsewhere(machines, thread);
  await ask(machines.model, there, name);
  return there;
}
