import { Codex, type CodexOptions } from "codex-app-server-sdk";
import { createTestHome, MockResponsesServer, message } from "codex-app-server-sdk/testing";
import type { BenchCase, BenchResult } from "../bench-case.js";
import { ListeningServer } from "../connect/listening-server.js";
import { findMedian } from "../statistics.js";

/** How long a new client takes, from before it is made, in milliseconds. */
interface Times {
  connected: number;
  firstToken: number;
}

interface Round {
  spawned: Times;
  joined: Times;
}

export const connect: BenchCase = {
  name: "connect",
  description: "a new client of a running server, compared with one that starts its server",
  async run({ rounds }): Promise<BenchResult[]> {
    await using model = await MockResponsesServer.start();
    await using home = await createTestHome({ responses: model });
    await using server = await ListeningServer.start(home);
    for (let turn = 0; turn < 2 * (rounds + 1); turn++) model.respond(message("One token."));
    const transport = { type: "websocket", url: server.url } as const;
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round++) {
      const spawned = await timesOf(home.options);
      measured.push({ spawned, joined: await timesOf({ transport }) });
    }
    return resultsOf(measured.slice(1)); // The first one warms up.
  },
};

async function timesOf(options: CodexOptions): Promise<Times> {
  const start = performance.now();
  await using codex = new Codex(options);
  await codex.start();
  const connected = performance.now() - start;
  const thread = await codex.threadStart();
  const turn = await thread.turn("Go");
  for await (const _ of turn.textStream()) {
    const firstToken = performance.now() - start;
    await turn.result();
    return { connected, firstToken };
  }
  throw new Error("The turn had no token.");
}

function resultsOf(rounds: readonly Round[]): BenchResult[] {
  return (["connected", "firstToken"] as const).flatMap((figure) => {
    const name = figure === "connected" ? "until connected" : "until the first token";
    const median = (contestant: keyof Round): number =>
      findMedian(rounds.map((round) => round[contestant][figure]));
    const ratio = findMedian(rounds.map(({ spawned, joined }) => joined[figure] / spawned[figure]));
    return [
      { name: `${name}, against a server of its own`, value: ratio, unit: "x" },
      { name: `${name}, running server`, value: median("joined"), unit: "ms" },
      { name: `${name}, server of its own`, value: median("spawned"), unit: "ms" },
    ] as const;
  });
}
