/**
 * That nothing is lost, mixed up or answered twice, whatever happens to workers.
 *
 * `CHAOS_THREADS` and `CHAOS_MESSAGES` (in each thread) make it larger. With `CHAOS_MINUTES`
 * further threads are begun until so much time has gone by, one worker is never ended, and the
 * memory that Redis and the workers use is said once a minute. `SEED` repeats what is done to whom;
 * what comes of it depends on the machine, too.
 */
import { expect, test } from "vitest";
import { describeWithRedis } from "../support/redis.js";
import type { Ground } from "./ground.js";
import { NamespaceGround } from "./namespace-ground.js";
import { PlainGround } from "./plain-ground.js";
import { type ChaosOptions, runChaos } from "./run-chaos.js";

const seed = process.env.SEED ?? String(Math.floor(Math.random() * 1e9));
const numberOf = (name: string, standard: number): number => Number(process.env[name] ?? standard);
const minutes = numberOf("CHAOS_MINUTES", 0);

async function expectNoFaults(ground: Ground, options: Omit<ChaosOptions, "seed">): Promise<void> {
  const report = await runChaos(ground, { seed, ...options });
  const { faults, ...figures } = report;
  process.stdout.write(`SEED=${seed}: ${JSON.stringify(figures)}\n`);
  expect(faults, `SEED=${seed} repeats it`).toEqual([]);
  expect(report.deserted).toEqual([]);
  expect(report.repeatedTurns).toBeGreaterThan(0);
  expect(report.questions).toBeGreaterThan(0);
}

describeWithRedis("workers that are killed, stopped, frozen and cut off at random", () => {
  const isRoot = NamespaceGround.isPossible();
  const where = isRoot
    ? "in four network namespaces"
    : "in four processes, as this user can't make network namespaces,";

  test(`answer each message once and in order ${where}`, {
    timeout: (minutes + 10) * 60_000,
  }, async () => {
    await expectNoFaults(isRoot ? NamespaceGround.make(4) : new PlainGround(4), {
      threads: numberOf("CHAOS_THREADS", 40),
      messages: numberOf("CHAOS_MESSAGES", 10),
      minutes,
    });
  });

  test.runIf(isRoot)("answer each message once and in order in three processes", async () => {
    await expectNoFaults(new PlainGround(3), { threads: 10, messages: 5, minutes: 0 });
  });
});
