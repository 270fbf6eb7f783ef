/**
 * How many turns 1, 2 and 4 workers answer in a time, with a model that takes two seconds for each:
 * as a part of what as many times one worker would. `npm run throughput` in this package runs it
 * after `npm run build`, in some four minutes; keep the machine idle. It needs `redis-server`.
 */
import type { Fleet } from "../../src/index.js";
import { RedisServer } from "../support/redis-server.js";
import { NamespaceGround } from "./namespace-ground.js";
import { PlainGround } from "./plain-ground.js";
import { Random } from "./random.js";
import { type Scene, setScene } from "./set-scene.js";
import { planThreads, type ThreadPlan } from "./thread-plan.js";

const latencyMs = 2000;
const maxTurns = 2;
const rounds = 3;
const counts = [1, 2, 4] as const;
/** For each turn that can run at a time. */
const turnsEach = 8;

type Ends = (() => Promise<void>)[];

/** How long each of the turns took that run after each other on a worker, in milliseconds. */
async function measure(workers: number): Promise<number> {
  const ends: Ends = [];
  try {
    const scene = await setSceneFor(workers, ends);
    const slots = workers * maxTurns;
    await answerAll(scene, "warm", { threads: slots, messages: 1 });
    const begun = performance.now();
    await answerAll(scene, "t", { threads: slots * 4, messages: turnsEach / 4 });
    return (performance.now() - begun) / turnsEach;
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function setSceneFor(workers: number, ends: Ends): Promise<Scene> {
  const onEnd = (end: () => Promise<void>): void => void ends.push(end);
  const ground = NamespaceGround.isPossible()
    ? NamespaceGround.make(workers)
    : new PlainGround(workers);
  onEnd(() => ground[Symbol.asyncDispose]());
  const redis = await RedisServer.start("redis-server", { bind: ground.host });
  onEnd(() => redis[Symbol.asyncDispose]());
  const engine = { leaseMs: 30_000, keepMs: 0 };
  const options = { engine, maxTurns, turnsPerLease: 8, drainMs: 0, latencyMs, clients: 1 };
  return setScene(ground, redis, options, onEnd);
}

async function answerAll(
  { model, fleets }: Scene,
  prefix: string,
  size: { threads: number; messages: number },
): Promise<void> {
  const plans = planThreads(new Random(prefix), { prefix, ...size, asking: 0, interrupted: 0 });
  model.expect(plans);
  await Promise.all(plans.map((plan) => answer(fleets[0], plan)));
  if (model.faults.length > 0) throw new Error(model.faults.join("\n"));
}

async function answer(fleet: Fleet, { id, messages }: ThreadPlan): Promise<void> {
  await Promise.all(messages.map(({ text }) => fleet.thread(id).run(text)));
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const times = counts.map((): number[] => []);
for (let round = 0; round < rounds; round += 1) {
  for (const [index, workers] of counts.entries()) times[index]?.push(await measure(workers));
}
const [single = []] = times;
for (const [index, workers] of counts.entries()) {
  const own = times[index] ?? [];
  const ratio = medianOf(own.map((ms, round) => (single[round] ?? Number.NaN) / ms));
  const ms = medianOf(own);
  const perSecond = (workers * maxTurns * 1000) / ms;
  process.stdout.write(
    `${workers} × ${maxTurns} turns: ${perSecond.toFixed(2)} turns/s, ${ms.toFixed(0)} ms each (the model ${latencyMs}), ${ratio.toFixed(3)} of linear\n`,
  );
}
