import { fileURLToPath } from "node:url";
import type { BenchCase } from "../bench-case.js";
import { median } from "../median.js";
import { runNode } from "../run-node.js";

/** Where the specifiers below resolve. */
const here = fileURLToPath(new URL(".", import.meta.url));

const contestants = {
  empty: "data:text/javascript,",
  sdk: "codex-app-server-sdk",
  peer: "@openai/codex-sdk",
};

type Contestant = keyof typeof contestants;

interface ImportCost {
  wallMs: number;
  rssMb: number;
}

export const importTime: BenchCase = {
  name: "import",
  description: "import of the root entry, less an empty module, against @openai/codex-sdk",
  async run({ rounds }) {
    const costs = await measureInTurns(Math.max(rounds, 9));
    const wall = (name: Contestant) => median(costs[name].map(({ wallMs }) => wallMs));
    const rss = (name: Contestant) => median(costs[name].map(({ rssMb }) => rssMb));
    const own = wall("sdk") - wall("empty");
    const peer = wall("peer") - wall("empty");
    return [
      { name: "import time against the peer", value: own / peer, unit: "x", limit: 0.9 },
      { name: "import time", value: own, unit: "ms" },
      { name: "import time of the peer", value: peer, unit: "ms" },
      { name: "resident memory", value: rss("sdk") - rss("empty"), unit: "MB", limit: 3 },
      { name: "resident memory of the peer", value: rss("peer") - rss("empty"), unit: "MB" },
    ];
  },
};

/** One process after the other, in turns, so that a busy machine is busy for all of them. */
async function measureInTurns(rounds: number): Promise<Record<Contestant, ImportCost[]>> {
  const costs: Record<Contestant, ImportCost[]> = { empty: [], sdk: [], peer: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(contestants) as Contestant[]) {
      costs[name].push((await runNode(probe(contestants[name]), here)) as ImportCost);
    }
  }
  return costs;
}

function probe(specifier: string): string {
  return `
    const start = performance.now();
    await import(${JSON.stringify(specifier)});
    const wallMs = performance.now() - start;
    console.log(JSON.stringify({ wallMs, rssMb: process.memoryUsage().rss / 1e6 }));
  `;
}
