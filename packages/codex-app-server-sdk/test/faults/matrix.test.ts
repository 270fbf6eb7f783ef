import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { Codex, StartupError, TransportClosedError } from "../../src/index.js";
import { collect } from "../support/collect.js";
import { isAlive } from "../support/is-alive.js";

/** How each fault appears to the client. */
const faults = {
  "exit 0": { exitCode: 0, signal: null },
  "exit 3": { exitCode: 3, signal: null },
  SIGTERM: { exitCode: null, signal: "SIGTERM" },
  SIGKILL: { exitCode: null, signal: "SIGKILL" },
  "closed stdout": { exitCode: 0, signal: null }, // it heeds the end of its stdin
  "broken pipe": { exitCode: null, signal: "SIGTERM" },
  EOF: { exitCode: null, signal: "SIGTERM" },
} as const;

type Fault = keyof typeof faults;

/** How to reach each stage, and what must have happened to everything after the fault. */
const stages = {
  spawning: startFails,
  initializing: startFails,
  idle: endsWhileIdle,
  "mid-turn": endsMidTurn,
  "waiting for an approval": endsWithApprovalPending,
  closing: endsWhileClosing,
} as const;

type Stage = keyof typeof stages;

/** Combinations that are impossible, and why. */
const impossible: Readonly<Record<string, string>> = {
  "broken pipe while closing": "closing ends stdin; nothing is written any more that could break",
  "broken pipe while spawning": "nothing is written behind initialize; startMs ends such a start",
  "broken pipe while initializing":
    "nothing is written behind initialize; startMs ends such a start",
};

interface Cell {
  codex: Codex;
  fault: Fault;
  stage: Stage;
}

const cells = Object.keys(faults).flatMap((fault) =>
  Object.keys(stages).map((stage) => ({ fault: fault as Fault, stage: stage as Stage })),
);
const nameOf = ({ fault, stage }: { fault: Fault; stage: Stage }): string =>
  `${fault} while ${stage}`;
const tested = cells.filter((cell) => !(nameOf(cell) in impossible));

test("every fault is tested at every stage, except for impossible combinations", () => {
  const all = new Set(cells.map(nameOf));

  expect(new Set([...tested.map(nameOf), ...Object.keys(impossible)])).toEqual(all);
  expect(tested.map(nameOf).filter((name) => name in impossible)).toEqual([]);
});

// The server is a script with a shebang, and signals and half-closed pipes exist on POSIX only.
describe.runIf(process.platform !== "win32").concurrent("a server that fails by", () => {
  test.each(tested)("$fault while $stage", async ({ fault, stage }) => {
    const folder = await mkdtemp(join(tmpdir(), "faults-"));
    const pidFile = join(folder, "pid");
    const codex = new Codex({
      codexPath: fileURLToPath(new URL("./fixtures/faulty-server.mjs", import.meta.url)),
      launchArgs: [fault, stage, pidFile],
      validate: "off",
      timeouts: { closeMs: 1_000, startMs: 20_000, requestMs: 20_000 },
    });
    try {
      await stages[stage]({ codex, fault, stage });
    } finally {
      await codex.close();
      const pid = Number(await readFile(pidFile, "utf8"));
      await rm(folder, { recursive: true });
      expect(isAlive(pid)).toBe(false);
    }
    expect(codex.state).toBe("closed");
  });
});

function expectEnd(error: unknown, { fault, stage }: Cell): void {
  expect(error).toBeInstanceOf(TransportClosedError);
  expect(error).toMatchObject({ ...faults[fault], stderrTail: nameOf({ fault, stage }) });
}

async function startFails(cell: Cell): Promise<void> {
  const { codex } = cell;
  const calls = [codex.start(), codex.threadStart(), codex.account()];
  const outcomes = await Promise.allSettled(calls);

  for (const outcome of outcomes) {
    const error = reasonOf(outcome);
    expect(error).toBeInstanceOf(StartupError);
    expectEnd((error as StartupError).cause, cell);
    expect((error as StartupError).message.endsWith(nameOf(cell))).toBe(true);
  }
  expect(codex.state).toBe("failed");
}

async function endsWhileIdle(cell: Cell): Promise<void> {
  const { codex } = cell;
  const notifications = codex.notifications();
  await codex.start();
  const [heard] = await Promise.allSettled([collect(notifications), keepAsking(codex)]);

  expectEnd(reasonOf(heard), cell);
  await expectDead(codex, reasonOf(heard));
}

async function endsMidTurn(cell: Cell): Promise<void> {
  const { codex } = cell;
  const thread = await codex.threadStart();
  const turn = await thread.turn("Go");
  const text = turn.textStream()[Symbol.asyncIterator]();
  expect(await text.next()).toEqual({ done: false, value: "half a " });
  const outcomes = await Promise.allSettled([
    turn.run(),
    turn.result(),
    turn.interrupt(), // its answer never comes
    collect(turn.stream()),
    text.next(),
    collect(codex.notifications()),
    codex.account(),
    keepAsking(codex),
  ]);

  const [first] = outcomes;
  expectEnd(reasonOf(first), cell);
  for (const outcome of outcomes.slice(0, -1)) {
    // The interrupt succeeds, because the turn has ended.
    if (outcome === outcomes[2] && outcome.status === "fulfilled") continue;
    expect(reasonOf(outcome)).toBe(reasonOf(first));
  }
  await expectDead(codex, reasonOf(first));
  await expect(thread.run("Again")).rejects.toBe(reasonOf(first));
}

async function endsWithApprovalPending(cell: Cell): Promise<void> {
  const { codex } = cell;
  let signal: AbortSignal | undefined;
  let account: Promise<unknown> | undefined;
  const thread = await codex.threadStart({
    handlers: {
      commandApproval: (_, context) => {
        signal = context.signal;
        account = codex.account();
        account.catch(() => {});
        void keepAsking(codex);
        return new Promise(() => {});
      },
    },
  });

  const error = await thread.run("Go").catch((reason: unknown) => reason);

  expectEnd(error, cell);
  await expect(account).rejects.toBe(error);
  expect(signal?.aborted).toBe(true);
  await expectDead(codex, error);
}

async function endsWhileClosing({ codex }: Cell): Promise<void> {
  const thread = await codex.threadStart();
  const turn = await thread.turn("Go");
  const notifications = collect(codex.notifications());
  const outcomes = Promise.allSettled([turn.run(), collect(turn.stream()), codex.account()]);

  const closed = codex.close();

  for (const outcome of await outcomes) {
    expect(reasonOf(outcome)).toBeInstanceOf(TransportClosedError);
  }
  await expect(notifications).resolves.toBeDefined();
  await closed;
}

/** Keeps sending requests, because a broken pipe is noticed only at the next write. */
async function keepAsking(codex: Codex): Promise<void> {
  while (codex.state === "ready") await codex.account({ timeoutMs: 50 }).catch(() => {});
}

async function expectDead(codex: Codex, error: unknown): Promise<void> {
  expect(codex.state).toBe("lost");
  expect(codex.pid).toBeUndefined();
  await expect(codex.start()).rejects.toBe(error);
  await expect(codex.account()).rejects.toBe(error);
  await expect(codex.threadStart()).rejects.toBe(error);
}

function reasonOf(outcome: PromiseSettledResult<unknown> | undefined): unknown {
  return outcome?.status === "rejected" ? outcome.reason : `fulfilled: ${outcome?.status}`;
}
