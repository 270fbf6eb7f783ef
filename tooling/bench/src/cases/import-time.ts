import { fileURLToPath } from "node:url";
import type { BenchCase, BenchResult } from "../bench-case.js";
import { runNode } from "../run-node.js";
import { findMedian } from "../statistics.js";

/** The folder from which the specifiers below are resolved. */
const here = fileURLToPath(new URL(".", import.meta.url));

const contestants = {
  empty: "data:text/javascript,",
  sdk: "codex-app-server-sdk",
  peer: "@openai/codex-sdk",
};

type Contestant = keyof typeof contestants;

interface ImportCost {
  /** CPU time. Other processes disturb it less than they disturb the clock. */
  cpuMs: number;
  wallMs: number;
  rssMb: number;
}

export const importTime: BenchCase = {
  name: "import",
  description: "import of the root entry minus an empty module, compared with @openai/codex-sdk",
  reasons: {
    "import against the peer, CPU":
      "Two files, of 100 KB together, hold the objects that users make and the checks of their options; what starts a server is loaded later. Without white space and comments they load 0.2 of 3.5 ms faster.",
  },
  async run({ rounds }): Promise<BenchResult[]> {
    const costs = await measureInTurns(Math.max(rounds, 9));
    const extra = (name: Contestant, figure: keyof ImportCost): number => {
      const middle = (of: Contestant): number => findMedian(costs[of].map((cost) => cost[figure]));
      return middle(name) - middle("empty");
    };
    const ratio = extra("sdk", "cpuMs") / extra("peer", "cpuMs");
    return [
      { name: "import against the peer, CPU", value: ratio, unit: "x", goal: { atMost: 0.8 } },
      { name: "import, CPU", value: extra("sdk", "cpuMs"), unit: "ms" },
      { name: "import of the peer, CPU", value: extra("peer", "cpuMs"), unit: "ms" },
      { name: "import, clock", value: extra("sdk", "wallMs"), unit: "ms" },
      { name: "import of the peer, clock", value: extra("peer", "wallMs"), unit: "ms" },
      { name: "resident memory", value: extra("sdk", "rssMb"), unit: "MB", goal: { atMost: 3 } },
      { name: "resident memory of the peer", value: extra("peer", "rssMb"), unit: "MB" },
    ];
  },
};

/** Measures the contestants in turns, so that a busy machine slows all of them down alike. */
async function measureInTurns(rounds: number): Promise<Record<Contestant, ImportCost[]>> {
  const costs: Record<Contestant, ImportCost[]> = { empty: [], sdk: [], peer: [] };
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(contestants) as Contestant[]) {
      costs[name].push((await runNode(importProbe(contestants[name]), here)) as ImportCost);
    }
  }
  return costs;
}

function importProbe(specifier: string): string {
  return `
    const start = performance.now();
    const before = process.cpuUsage();
    await import(${JSON.stringify(specifier)});
    const { user, system } = process.cpuUsage(before);
    const wallMs = performance.now() - start;
    const rssMb = process.memoryUsage().rss / 1e6;
    console.log(JSON.stringify({ cpuMs: (user + system) / 1e3, wallMs, rssMb }));
  `;
}
