import { setMaxListeners } from "node:events";
import { onTestFinished } from "vitest";
import type { LoggedEvent } from "../../src/index.js";
import { startRedis } from "../support/redis.js";
import { asItWent } from "./as-it-went.js";
import { converse } from "./converse.js";
import type { Ground } from "./ground.js";
import { MemoryDiary } from "./memory-diary.js";
import { Random } from "./random.js";
import { type Misdeed, Saboteur } from "./saboteur.js";
import { type Scene, setScene } from "./set-scene.js";
import { storedForModel } from "./stored-for-model.js";
import { planThreads, type ThreadPlan } from "./thread-plan.js";
import { verifyCommands, verifyConversation } from "./verify-conversation.js";

export interface ChaosOptions {
  readonly seed: string;
  readonly threads: number;
  /** In each thread. */
  readonly messages: number;
  /** For how long further threads are begun; 0 = until workers were harmed in every way. */
  readonly minutes: number;
}

/** What has happened, and what of it should not have. */
export interface ChaosReport {
  readonly faults: string[];
  readonly misdeeds: Readonly<Record<Misdeed, number>>;
  answeredTurns: number;
  interruptedTurns: number;
  cancelledTurns: number;
  /** How many turns were begun more than once. */
  repeatedTurns: number;
  questions: number;
  /** What workers said that ended though nobody had told them to. */
  readonly deserted: readonly string[];
}

const leaseMs = 1500;

/** Sends many messages to workers that are harmed at random until all is answered. */
export async function runChaos(ground: Ground, options: ChaosOptions): Promise<ChaosReport> {
  const { seed, minutes } = options;
  const random = new Random(seed);
  onTestFinished(() => ground[Symbol.asyncDispose]());
  const redis = await startRedis({ bind: ground.host });
  const sceneOptions = {
    engine: { leaseMs, keepMs: minutes > 0 ? 60_000 : 3_600_000 },
    maxTurns: 3,
    turnsPerLease: 2,
    drainMs: 2000,
    latencyMs: 200,
    clients: 3,
  };
  const scene = await setScene(ground, redis, sceneOptions, onTestFinished);
  const { model, crew } = scene;
  const times = { leaseMs, everyMs: 1200, isFirstSpared: minutes > 0 };
  const saboteur = new Saboteur(crew, random.fork("saboteur"), times);
  const { done: misdeeds } = saboteur;
  const { deserted } = crew;
  const report = {
    faults: model.faults,
    misdeeds,
    deserted,
    answeredTurns: 0,
    interruptedTurns: 0,
    cancelledTurns: 0,
    repeatedTurns: 0,
    questions: 0,
  };
  await using _ = minutes > 0 ? new MemoryDiary(redis.url, crew) : undefined;
  const [over, failed] = [new AbortController(), new AbortController()];
  const sabotage = saboteur.work(over.signal);
  sabotage.catch((error) => failed.abort(error));
  const until = Date.now() + minutes * 60_000;
  let generation = 0;
  do {
    generation += 1;
    const plans = planThreads(random, { ...options, prefix: `${generation}t` });
    await playGeneration(scene, { plans, random, report, signal: failed.signal });
    const isHarmed = Object.values(misdeeds).every((times) => times > 0);
    if (isHarmed && Date.now() >= until) break;
  } while (report.faults.length === 0);
  over.abort();
  await sabotage;
  return report;
}

interface Generation {
  readonly plans: readonly ThreadPlan[];
  readonly random: Random;
  readonly report: ChaosReport;
  readonly signal: AbortSignal;
}

/** Has all messages answered, and adds to the report what was wrong with that. */
async function playGeneration(
  scene: Scene,
  { plans, random, report, signal }: Generation,
): Promise<void> {
  const { fleets, model, crew } = scene;
  model.expect(plans);
  const given = AbortSignal.any([signal, AbortSignal.timeout(plans.length * 10_000)]);
  setMaxListeners(0, given);
  const conversing = plans.map((plan) =>
    converse({ plan, fleets, random: random.fork(plan.id), everyMs: 1000, signal: given }),
  );
  const went: ThreadPlan[] = [];
  for (const [index, conversed] of (await Promise.allSettled(conversing)).entries()) {
    const plan = plans[index];
    if (!plan) continue;
    if (conversed.status === "rejected") {
      report.faults.push(`${plan.id} was given up: ${String(conversed.reason)}`);
      continue;
    }
    const { faults, events } = conversed.value;
    report.faults.push(...faults);
    count(report, events);
    went.push(asItWent(plan, events));
  }
  signal.throwIfAborted();
  if (report.faults.length > 0) {
    report.faults.push(...crew.workers.map(({ said }) => said.join("\n")));
    return;
  }
  report.faults.push(...(await storedFaults(scene, went)));
  model.forget(plans);
}

function count(report: ChaosReport, events: readonly LoggedEvent[]): void {
  for (const event of events) {
    if (event.type === "finish") {
      const isInterrupted = event.result.turn.status === "interrupted";
      report[isInterrupted ? "interruptedTurns" : "answeredTurns"] += 1;
    }
    if (event.type === "cancelled") report.cancelledTurns += 1;
    if (event.type === "attempt-start" && event.attempt === 2) report.repeatedTurns += 1;
    if (event.type === "approval-start") report.questions += 1;
  }
}

/** Reads what is stored, as a machine that comes later, and deletes it. */
async function storedFaults({ store }: Scene, plans: readonly ThreadPlan[]): Promise<string[]> {
  const stored = await storedForModel(store);
  const faults = plans.flatMap((plan) => {
    const texts = new Set(plan.messages.map(({ text }) => text));
    const own = [...stored.values()].filter(({ said }) => said.some((text) => texts.has(text)));
    if (own.length === 0 && plan.messages.every(({ isInterrupted }) => isInterrupted)) return [];
    if (own.length !== 1) return [`${plan.id} has ${own.length} stored conversations`];
    return own.flatMap(({ said, ran }) => [
      ...verifyConversation(plan, said),
      ...verifyCommands(plan, ran),
    ]);
  });
  for (const threadId of stored.keys()) await store.delete(threadId);
  return faults;
}
