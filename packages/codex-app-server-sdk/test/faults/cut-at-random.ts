import { expect } from "vitest";
import { z } from "zod";
import { within } from "../../src/async/within.js";
import { Codex, type CodexOptions, isCodexError, tool } from "../../src/index.js";
import {
  functionCall,
  type MockResponsesServer,
  type ModelRequest,
  message,
  testCodex,
} from "../../src/testing/index.js";
import { CuttableProxy } from "../support/cuttable-proxy.js";
import { drain } from "../support/drain.js";
import { ListeningCodex } from "../support/listening-codex.js";

/** After this time a turn of a healthy server is over, even with a command and a tool. */
const longestMs = 300;

/** After this time a round hangs. */
const hangMs = 20_000;

const untrusted = { approvalPolicy: "untrusted", sandbox: "full-access" } as const;

/** What has happened in all rounds. */
export interface Tally {
  /** How often the results of turns were whole. */
  whole: number;
  /** How often a turn was lost with its server, or its call was cut before it was known. */
  lost: number;
}

/** A client whose calls, approvals and tools are counted. */
class Counted {
  readonly codex: Codex;
  readonly model: MockResponsesServer;
  /** How often each round was asked for an approval, called the tool, and began at the model. */
  readonly approvals = new Map<string, number>();
  readonly calls = new Map<string, number>();
  readonly starts = new Map<string, number>();

  readonly #logger = {
    debug: (text: string) => this.#note(text),
    info: (text: string) => this.#note(text),
    warn: (text: string) => this.#note(text),
    error: (text: string) => this.#note(text),
  };
  #seen: string[] = [];

  constructor(model: MockResponsesServer, options: CodexOptions) {
    this.model = model;
    this.codex = new Codex({
      ...options,
      logger: this.#logger,
      trace: ({ direction, message: entry }) => {
        this.#note(`${direction} ${JSON.stringify(entry).slice(0, 200)}`);
      },
      handlers: {
        commandApproval: async ({ command }) => {
          count(this.approvals, /round-\d+/.exec(command ?? "")?.[0] ?? "");
          await pause(Math.random() * 50);
          return { decision: "accept" };
        },
      },
    });
    model.respondWith((request) => this.#answer(request));
  }

  /** A turn with a command that is approved, a tool and an answer. Resolves with the answer. */
  async run(round: string): Promise<string | null> {
    const lookUp = tool({
      name: "look_up",
      description: "Looks something up",
      input: z.object({}),
      run: async () => {
        count(this.calls, round);
        await pause(Math.random() * 50);
        return `found ${round}`;
      },
    });
    const thread = await this.codex.threadStart({ ...untrusted, tools: [lookUp] });
    await thread.setName(round);
    const turn = await thread.turn(round);
    const [result] = await Promise.all([turn.result(), drain(turn.events())]);
    // A thread that nobody listens to is not resumed at the next cut.
    await thread.unsubscribe().catch(() => {});
    const types = result.items.map(({ type }) => type);
    expect(types).toEqual(["userMessage", "commandExecution", "dynamicToolCall", "agentMessage"]);
    return result.finalResponse;
  }

  /** What was seen last, for the message of a failure. */
  get seen(): string {
    return this.#seen.slice(-60).join("\n");
  }

  #note(text: string): void {
    this.#seen.push(text);
    if (this.#seen.length > 1_000) this.#seen = this.#seen.slice(-100);
  }

  #answer({ userText, toolOutput }: ModelRequest): ReturnType<typeof message> {
    const round = userText ?? "";
    if (toolOutput("command") === undefined) {
      count(this.starts, round);
      return functionCall("exec_command", { cmd: `echo ${round}` }, { callId: "command" });
    }
    if (toolOutput("tool") === undefined) return functionCall("look_up", {}, { callId: "tool" });
    return message([`the answer `, `of ${round}`]);
  }
}

/** Cuts the connection to a server that others could use, at a random moment of each round. */
export async function cutAtRandom(rounds: number): Promise<Tally> {
  const { model, home, dispose } = await testCodex();
  try {
    const { socket } = await ListeningCodex.start(home);
    const proxy = await CuttableProxy.start(socket.type === "websocket" ? socket.url : "");
    const reconnect = { maxAttempts: 0, backoffMs: 10 };
    const transport = { type: "websocket", url: proxy.url, reconnect } as const;
    const client = new Counted(model, { transport });
    const lost = await play(client, rounds, async () => {
      if (Math.random() < 0.3) proxy.mute();
      proxy.block();
      proxy.cut();
      await pause(Math.random() * 100);
      proxy.unblock();
    });
    // A call may be cut before anything has begun; what has begun has its result.
    expect(lost.filter((round) => client.starts.has(round))).toEqual([]);
    return { whole: rounds - lost.length, lost: lost.length };
  } finally {
    await dispose();
  }
}

/** Kills a server that the client starts again, at a random moment of each round. */
export async function killAndRestart(rounds: number): Promise<Tally> {
  const { model, home, dispose } = await testCodex();
  try {
    const restart = { maxRestarts: 0, backoffMs: 1 };
    const client = new Counted(model, { ...home.options, restart });
    const lost = await play(client, rounds, async () => {
      const { pid } = client.codex;
      if (pid !== undefined) process.kill(pid, "SIGKILL");
    });
    return { whole: rounds - lost.length, lost: lost.length };
  } finally {
    await dispose();
  }
}

/** Plays so many rounds, harms each, and resolves with those that were lost. */
async function play(client: Counted, rounds: number, harm: () => Promise<void>): Promise<string[]> {
  const lost: string[] = [];
  const { codex, approvals, calls, starts } = client;
  try {
    await codex.start();
    for (let index = 0; index < rounds; index += 1) {
      const round = `round-${index}`;
      const running = client.run(round).catch(codeOf);
      await pause(Math.random() * longestMs);
      await harm();
      const outcome = await within(running, { ms: hangMs, late: () => "a hang" });
      if (outcome === "TRANSPORT_CLOSED") lost.push(round);
      else if (outcome !== `the answer of ${round}`) {
        throw new Error(`${round} ended with ${outcome}:\n${client.seen}`);
      }
    }
  } finally {
    await codex.close();
  }
  const counts = [approvals, calls, starts].flatMap((one) => [...one]);
  expect(counts.filter(([, often]) => often > 1)).toEqual([]);
  return lost;
}

function codeOf(error: unknown): string {
  if (isCodexError(error)) return error.code === "TRANSPORT_CLOSED" ? error.code : String(error);
  return String(error);
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
