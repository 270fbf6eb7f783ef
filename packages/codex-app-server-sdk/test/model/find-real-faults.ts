import { readFileSync } from "node:fs";
import { expect } from "vitest";
import { settlesWithin } from "../../src/async/settles-within.js";
import { isCodexError, type Thread, TurnInterruptedError } from "../../src/index.js";
import { isAlive } from "../support/is-alive.js";
import type { RealUser, RunCommand } from "./real-user.js";

/** Longer than anything takes, on a machine that is busy with other things. */
const longMs = 60_000;

const polling = { timeout: 10_000, interval: 20 };

/** Ends a sequence against the real server, and tells which promises were broken. */
export async function findRealFaults(user: RealUser): Promise<string[]> {
  const { codex } = user;
  user.model.goOn();
  const faults = await findPending(user);
  if (!user.isClosed && codex.pid !== undefined && faults.length === 0) {
    await expectCommandsEnded(user);
    for (const view of user.views) faults.push(...(await probe(user, view)));
  }
  const { pid } = codex;
  user.close();
  faults.push(...(await findPending(user)), ...user.faults);
  if (pid !== undefined && isAlive(pid)) faults.push(`the server ${pid} outlives close()`);
  return faults;
}

async function findPending({ tracked }: RealUser): Promise<string[]> {
  const all = Promise.allSettled(tracked.map(({ promise }) => promise));
  if (await settlesWithin(all, longMs)) return [];
  const pending = tracked.filter(({ state }) => state === "pending");
  return pending.map(({ name }) => `${name} never settles`);
}

/** No command is at work whose turn was given up. */
async function expectCommandsEnded(user: RealUser): Promise<void> {
  for (const command of user.commands.filter((one) => isGivenUp(user, one))) {
    const pid = reportedPid(command);
    if (pid === undefined) continue;
    const why = `the command of ${command.caller} goes on, although that was given up`;
    await expect.poll(() => isAlive(pid), { ...polling, message: why }).toBe(false);
  }
}

/** Whether the turn that has run this command was given up before it had ended by itself. */
function isGivenUp({ calls, held }: RealUser, { caller }: RunCommand): boolean {
  const call = calls.find(({ name }) => name === caller);
  if (!call) return false;
  if (call.ended === "left") return true;
  const interrupts = held.filter((one) => one.call === call).flatMap((one) => one.interrupts);
  const isStopped = interrupts.some(
    ({ kept, hasFailed }) => !hasFailed && kept !== "commands" && kept !== "everything",
  );
  const isKept = interrupts.some(({ kept }) => kept === "commands" || kept === "everything");
  return isStopped && !isKept && call.outcome instanceof TurnInterruptedError;
}

/** The process of a command, if it has got so far as to run. */
function reportedPid({ file }: RunCommand): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, "utf8"), 10) || undefined;
  } catch {
    return undefined;
  }
}

/** A turn must be possible on each thread that the server has. */
async function probe({ codex }: RealUser, view: Thread): Promise<string[]> {
  const read = await codex.request("thread/read", { threadId: view.id }).catch(() => undefined);
  if (read?.thread.status.type === "active") return [`${view.id} is at work in the end`];
  const run = await view.run("probe").catch((error: unknown) => error);
  if (!(run instanceof Error)) return read ? [] : [`a turn on the lost ${view.id} ends well`];
  const isRefused = isCodexError(run) && (run.code === "OPTIONS_INVALID" || !read);
  const isArchived = run.message.includes("archived");
  return isRefused || isArchived ? [] : [`a turn on ${view.id} in the end: ${run}`];
}
