import { fileURLToPath } from "node:url";
import type { BenchCase } from "../bench-case.js";
import { median } from "../median.js";
import { runNode } from "../run-node.js";
import { readSamples, type Sample } from "../samples.js";
import { withValidators } from "../validators.js";

const here = fileURLToPath(new URL(".", import.meta.url));

export const firstValidation: BenchCase = {
  name: "first",
  description: "first validation in a fresh process, the compilation of its types included",
  run: ({ rounds }) =>
    withValidators(async (url) => {
      const { delta, turnCompleted, threadRead } = readSamples();
      const measure = async (sample: Sample, isAnswer: boolean) =>
        median(await times(rounds, () => runNode(probe(url, sample, isAnswer), here)));
      return [
        { name: "first delta", value: await measure(delta, false), unit: "ms", limit: 3 },
        { name: "first turn/completed", value: await measure(turnCompleted, false), unit: "ms" },
        {
          name: "first thread/read, 500 items",
          value: await measure(threadRead, true),
          unit: "ms",
        },
      ];
    }),
};

async function times(count: number, run: () => Promise<unknown>): Promise<number[]> {
  const results: number[] = [];
  for (let index = 0; index < count; index++) results.push(Number(await run()));
  return results;
}

function probe(url: string, { method, line }: Sample, isAnswer: boolean): string {
  return `
    const { validateNotification, validateResult } = await import(${JSON.stringify(url)});
    const message = JSON.parse(${JSON.stringify(line)});
    const start = performance.now();
    const verdict = ${isAnswer}
      ? validateResult(${JSON.stringify(method)}, message.result)
      : validateNotification(message.method, message.params);
    const took = performance.now() - start;
    if (verdict !== undefined) throw new Error(JSON.stringify(verdict));
    console.log(took);
  `;
}
