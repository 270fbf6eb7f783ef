import { join } from "node:path";
import {
  type AnswerPart,
  createTestHome,
  MockResponsesServer,
  type ModelRequest,
  message,
  type TestHome,
} from "codex-app-server-sdk/testing";
import { bundledCodexPath } from "openai-codex-cli-bin";
import type { ContestantName } from "../contestants/contestants.js";
import type { ProbedRound, ProbeResult, ProbeTask } from "../contestants/probe-task.js";
import { type InstalledContestants, installContestants } from "./install-contestants.js";
import { runProbe } from "./run-probe.js";
import { type Memory, Scale } from "./scale.js";

/** The text of a turn whose answer is one short piece. */
export const smallTurn = "go";
/** The text of a turn during which the client is weighed. */
export const weighedTurn = "weigh";

/** The text of a turn whose answer has that many pieces. */
export function turnOf(pieces: number): string {
  return `${pieces} pieces`;
}

export interface ArenaTask {
  /** How many threads run at the same time. */
  threads: number;
  /** What all threads are told in each round. */
  texts: readonly string[];
}

export interface ArenaResult extends ProbeResult {
  /** Missing when no turn was a weighed one. */
  memory?: Memory;
}

/** Where all contestants meet the same Codex and the same model, each in a home of its own. */
export class Arena implements AsyncDisposable {
  readonly #installed: InstalledContestants;
  readonly #model: MockResponsesServer;
  readonly #homes = new Map<ContestantName, TestHome>();
  #scale: Scale | undefined;
  #memory: Memory | undefined;

  private constructor(installed: InstalledContestants, model: MockResponsesServer) {
    this.#installed = installed;
    this.#model = model;
    model.respondWith((request) => this.#answer(request));
  }

  /** Installs the contestants if needed. */
  static async open(): Promise<Arena> {
    const installed = await installContestants();
    return new Arena(installed, await MockResponsesServer.start());
  }

  /** Runs a task with one contestant. Rejects when it hangs, fails or loses text. */
  async run(contestant: ContestantName, { threads, texts }: ArenaTask): Promise<ArenaResult> {
    const { env, cwd } = await this.#homeOf(contestant);
    const settings = { codexPath: bundledCodexPath(), env, cwd };
    this.#memory = undefined;
    const { folder, newerNode } = this.#installed;
    const result = await runProbe<ProbeResult>({
      name: contestant,
      node: contestant === "cliProvider" ? newerNode : process.execPath,
      program: join(folder, "probe.mjs"),
      task: { contestant, settings, threads, texts } satisfies ProbeTask,
      env,
      onStart: (pid) => {
        this.#scale = new Scale(pid, threads);
      },
    });
    for (const [index, round] of result.rounds.entries()) {
      assertWhole(contestant, texts[index] ?? "", round);
    }
    return this.#memory ? { ...result, memory: this.#memory } : result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#model.close();
    for (const home of this.#homes.values()) await home.dispose();
  }

  async #homeOf(contestant: ContestantName): Promise<TestHome> {
    const found = this.#homes.get(contestant);
    if (found) return found;
    const home = await createTestHome({ responses: this.#model });
    this.#homes.set(contestant, home);
    return home;
  }

  async #answer({ userText = "" }: ModelRequest): Promise<AnswerPart> {
    if (userText === weighedTurn) this.#memory = await this.#scale?.arrive();
    return message(piecesFor(userText));
  }
}

function piecesFor(text: string): string[] {
  const count = /^(\d+) pieces$/.exec(text)?.[1];
  return count === undefined
    ? ["One token."]
    : Array.from({ length: Number(count) }, () => "word ");
}

/** Who loses text has no time to compare. */
function assertWhole(contestant: string, text: string, { lengths }: ProbedRound): void {
  const expected = piecesFor(text).join("").length;
  const wrong = lengths.find((length) => length !== expected);
  if (wrong === undefined) return;
  throw new Error(`${contestant} gave ${wrong} of ${expected} characters in the turn "${text}".`);
}
