import type { Random } from "./random.js";

/** A message of the test, and what the model says to it. */
export interface PlannedMessage {
  /** The turn's id in the fleet. */
  readonly id: string;
  readonly text: string;
  readonly answer: string;
  /** The call of a command that has to be approved before the model answers; null: of none. */
  readonly callId: string | null;
  /** Whether somebody interrupts its turn, before or after it has begun. */
  readonly isInterrupted: boolean;
}

/** The messages of a thread, in their order. */
export interface ThreadPlan {
  readonly id: string;
  readonly messages: readonly PlannedMessage[];
}

export interface ThreadsOptions {
  /** What the ids of threads begin with. */
  readonly prefix?: string;
  readonly threads: number;
  /** In each thread. */
  readonly messages: number;
  /** Which part of the messages has a command approved. */
  readonly asking?: number;
  /** Which part of them is interrupted. */
  readonly interrupted?: number;
}

/** What each thread is told. No two texts are the same, so that each says where it belongs. */
export function planThreads(
  random: Random,
  { prefix = "t", threads, messages, asking = 0.25, interrupted = 0.1 }: ThreadsOptions,
): ThreadPlan[] {
  return Array.from({ length: threads }, (_, thread) => {
    const id = `${prefix}${thread + 1}`;
    const planMessage = (_: unknown, index: number): PlannedMessage => {
      const text = `${id} message ${index + 1}`;
      const callId = random.chance(asking) ? `call-${id}-${index + 1}` : null;
      const isInterrupted = random.chance(interrupted);
      const answer = `the answer to ${text}`;
      return { id: `${id}-${index + 1}`, text, answer, callId, isInterrupted };
    };
    return { id, messages: Array.from({ length: messages }, planMessage) };
  });
}
