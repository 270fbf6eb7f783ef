import { Codex, type CodexOptions } from "codex-app-server-sdk";
import { createTestHome, MockResponsesServer, message } from "codex-app-server-sdk/testing";
import { rotate } from "../arena/rotate.js";
import type { BenchCase, BenchResult, Goal } from "../bench-case.js";
import { compareRounds, summarizeRounds, withControl } from "../compare-rounds.js";
import { ListeningServer } from "../connect/listening-server.js";

/** How long a new client takes, from before it is made, in milliseconds. */
interface Times {
  connected: number;
  firstToken: number;
}

const ways = ["spawned", "control", "unix", "websocket"] as const;
type Way = (typeof ways)[number];

export const connect: BenchCase = {
  name: "connect",
  description: "a new client of a running server, compared with one that starts its server",
  reasons: {
    "until connected: Unix socket / own server":
      "A WebSocket's handshake and the server's answer take 3.6 ms, and a server of one's own is ready after 58 ms.",
  },
  async run({ rounds }): Promise<BenchResult[]> {
    await using model = await MockResponsesServer.start();
    model.respondWith(() => message("One token."));
    await using home = await createTestHome({ responses: model });
    await using unix = await ListeningServer.start(home, "unix");
    await using websocket = await ListeningServer.start(home, "websocket");
    const measured = await measure(rounds, {
      spawned: home.options,
      control: home.options,
      unix: { transport: unix.socket },
      websocket: { transport: websocket.socket },
    });
    return [
      ...resultsOf("until connected", measured, ({ connected }) => connected, { atMost: 0.05 }),
      ...resultsOf("until the first token", measured, ({ firstToken }) => firstToken),
    ];
  },
};

/** One round warms up. */
async function measure(
  rounds: number,
  options: Readonly<Record<Way, CodexOptions>>,
): Promise<Record<Way, Times[]>> {
  const measured: Record<Way, Times[]> = { spawned: [], control: [], unix: [], websocket: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const way of rotate(ways, round)) {
      const times = await timesOf(options[way]);
      if (round > 0) measured[way].push(times);
    }
  }
  return measured;
}

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

function resultsOf(
  name: string,
  measured: Readonly<Record<Way, readonly Times[]>>,
  read: (times: Times) => number,
  goal?: Goal,
): BenchResult[] {
  const times = (way: Way): number[] => measured[way].map(read);
  const against = times("spawned");
  const compare = (title: string, way: Way): BenchResult =>
    compareRounds({ name: `${name}: ${title} / own server`, values: times(way), against });
  const unix = compare("Unix socket", "unix");
  return [
    ...withControl(
      { name: `${name}: own server / itself`, first: against, second: times("control") },
      [goal ? { ...unix, goal } : unix, compare("WebSocket", "websocket")],
    ),
    summarizeRounds(`${name}: own server`, against),
    summarizeRounds(`${name}: Unix socket`, times("unix")),
    summarizeRounds(`${name}: WebSocket`, times("websocket")),
  ];
}
