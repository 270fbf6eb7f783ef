import { fileURLToPath } from "node:url";
import type { BenchCase, BenchResult } from "../bench-case.js";
import { bundleValidators } from "../bundle-validators.js";
import { readSamples, type Sample } from "../read-samples.js";
import { runNode } from "../run-node.js";
import { findMedian } from "../statistics.js";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Which of the two validators a message goes to. */
type MessageKind = "notification" | "answer";

export const firstValidation: BenchCase = {
  name: "first",
  description: "first validation in a new process, including the compilation of its types",
  async run({ rounds }): Promise<BenchResult[]> {
    return bundleValidators(async (url) => {
      const { delta, turnCompleted, threadRead } = readSamples();
      const measure = async (sample: Sample, kind: MessageKind): Promise<number> =>
        findMedian(await repeat(rounds, () => runNode(validationProbe(url, sample, kind), here)));
      const deltaMs = await measure(delta, "notification");
      const turnMs = await measure(turnCompleted, "notification");
      const readMs = await measure(threadRead, "answer");
      return [
        { name: "first delta", value: deltaMs, unit: "ms", goal: { atMost: 3 } },
        { name: "first turn/completed", value: turnMs, unit: "ms" },
        { name: "first thread/read, 500 items", value: readMs, unit: "ms" },
      ];
    });
  },
};

async function repeat(count: number, run: () => Promise<unknown>): Promise<number[]> {
  const results: number[] = [];
  for (let index = 0; index < count; index++) results.push(Number(await run()));
  return results;
}

function validationProbe(url: string, { method, line }: Sample, kind: MessageKind): string {
  return `
    const { validateNotification, validateResult } = await import(${JSON.stringify(url)});
    const message = JSON.parse(${JSON.stringify(line)});
    const start = performance.now();
    const verdict = ${kind === "answer"}
      ? validateResult(${JSON.stringify(method)}, message.result)
      : validateNotification(message.method, message.params);
    const took = performance.now() - start;
    if (verdict !== undefined) throw new Error(JSON.stringify(verdict));
    console.log(took);
  `;
}
