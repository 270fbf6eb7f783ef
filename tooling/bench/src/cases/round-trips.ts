import { Codex, tool } from "codex-app-server-sdk";
import {
  type AnswerPart,
  createTestHome,
  functionCall,
  MockResponsesServer,
  type ModelRequest,
  message,
  type TestHome,
} from "codex-app-server-sdk/testing";
import { bundledCodexPath } from "openai-codex-cli-bin";
import { z } from "zod";
import { rotate } from "../arena/rotate.js";
import type { BenchCase, BenchResult } from "../bench-case.js";
import { compareRounds, summarizeRounds, withControl } from "../compare-rounds.js";
import { RawConnection } from "../raw/raw-connection.js";
import { findMedian } from "../statistics.js";

/** A client with one thread, in which one turn after the other is run. */
interface Client {
  /** Runs a turn in which the model calls a tool of the client. */
  callTool(): Promise<unknown>;
  /** Runs a turn whose answer is held to a schema, and reads the answer. */
  readObject(): Promise<unknown>;
  close(): Promise<void>;
}

type Work = keyof Omit<Client, "close">;

const openers = { raw: openRaw, control: openRaw, sdk: openSdk };
type Contestant = keyof typeof openers;
const contestants = Object.keys(openers) as Contestant[];

const toolName = "look_up";
const callTurn = "call";
const answer = { summary: "fine", risk: "low" };
const Report = z.object({ summary: z.string(), risk: z.enum(["low", "high"]) });

export const roundTrips: BenchCase = {
  name: "round-trips",
  description: "a turn with a tool of the client, and one with structured output, on a warm thread",
  async run({ rounds, isQuick }): Promise<BenchResult[]> {
    await using model = await MockResponsesServer.start();
    model.respondWith(respond);
    const game = { rounds, turns: isQuick ? 3 : 10, isWarm: isQuick };
    return [
      ...resultsOf("tool call", await measure(model, "callTool", game)),
      ...resultsOf("structured output", await measure(model, "readObject", game)),
    ];
  },
};

/** The model calls the tool when it is told to; after that, and else, it answers. */
function respond({ index, input, userText }: ModelRequest): AnswerPart {
  const isAnswered = input.at(-1)?.type === "function_call_output";
  if (userText !== callTurn || isAnswered) return message(JSON.stringify(answer));
  return functionCall(toolName, { number: 7 }, { callId: `call_${index}` });
}

/** The middle turn of each round of each contestant. Each round has new clients and homes. */
async function measure(
  model: MockResponsesServer,
  work: Work,
  { rounds, turns, isWarm }: { rounds: number; turns: number; isWarm: boolean },
): Promise<Record<Contestant, number[]>> {
  const measured: Record<Contestant, number[]> = { raw: [], control: [], sdk: [] };
  for (let round = isWarm ? 1 : 0; round <= rounds; round++) {
    for (const name of rotate(contestants, round)) {
      await using home = await createTestHome({ responses: model });
      const client = await openers[name](home);
      const time = await middleOf(turns, () => client[work]()).finally(() => client.close());
      if (round > 0) measured[name].push(time);
    }
  }
  return measured;
}

/** The first turn warms the thread up. */
async function middleOf(turns: number, run: () => Promise<unknown>): Promise<number> {
  await run();
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return findMedian(times);
}

function resultsOf(
  name: string,
  { raw, control, sdk }: Readonly<Record<Contestant, readonly number[]>>,
): BenchResult[] {
  return [
    ...withControl({ name: `${name}: bare client / itself`, first: raw, second: control }, [
      compareRounds({ name: `${name}: SDK / bare client`, values: sdk, against: raw }),
    ]),
    summarizeRounds(`${name}: SDK`, sdk),
    summarizeRounds(`${name}: bare client`, raw),
  ];
}

async function openSdk({ options }: TestHome): Promise<Client> {
  const codex = new Codex({ ...options, codexPath: bundledCodexPath() });
  const lookUp = tool({
    name: toolName,
    description: "Finds an issue.",
    input: z.object({ number: z.number() }),
    run: () => "found",
  });
  const thread = await codex.threadStart({ tools: [lookUp] });
  return {
    callTool: () => thread.run(callTurn),
    readObject: async () => (await thread.run("Assess", { output: Report })).output,
    close: () => codex.close(),
  };
}

async function openRaw({ env, cwd }: TestHome): Promise<Client> {
  const connection = await RawConnection.start({ command: bundledCodexPath(), env, cwd });
  const { $schema: _, ...outputSchema } = z.toJSONSchema(Report);
  const inputSchema = z.toJSONSchema(z.object({ number: z.number() }));
  const dynamicTools = [
    { type: "function", name: toolName, description: "Finds an issue.", inputSchema },
  ];
  const threadId = await connection.startThread({ dynamicTools });
  const runTurn = async (text: string, options: object = {}): Promise<string> => {
    const whole = untilCompleted(connection);
    const input = [{ type: "text", text }];
    await connection.request("turn/start", { threadId, input, ...options });
    return whole;
  };
  return {
    callTool: () => runTurn(callTurn),
    readObject: async () => JSON.parse(await runTurn("Assess", { outputSchema })),
    close: () => connection.close(),
  };
}

/** Answers the calls of a turn, and resolves with its text. Rejects when the turn fails. */
function untilCompleted(connection: RawConnection): Promise<string> {
  let text = "";
  return new Promise((resolve, reject) => {
    connection.onMessage = ({ id, method, params = {} }) => {
      if (method === "item/tool/call") {
        const contentItems = [{ type: "inputText", text: "found" }];
        connection.send({ id, result: { contentItems, success: true } });
      }
      if (method === "item/agentMessage/delta") text += String(params.delta);
      if (method === "turn/completed" && text !== "") resolve(text);
      else if (method === "turn/completed") reject(new Error(JSON.stringify(params)));
    };
  });
}
