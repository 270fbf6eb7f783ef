import { abortable } from "../../async/abortable.js";
import { isCodexError, TurnTimeoutError } from "../../index.js";
import { message, type TestCodex, testCodex } from "../../testing/index.js";
import type { CheckContext, Verdict } from "./check.js";
import { assign, otherBinary } from "./fixes.js";
import { locateCodex } from "./locate-codex.js";
import { proxySettings, proxyVariable } from "./proxies.js";
import { closeMsOf } from "./with-codex.js";

/** How long Codex may try again to reach a model on this machine. */
const retryMs = 2_000;

const expected = "It works.";

/** Whether a whole turn works, with a model on this machine and a home of its own. */
export async function checkTurn(context: CheckContext): Promise<Verdict> {
  await using setup = await testCodex({ codex: await optionsOf(context) });
  try {
    const answer = await abortable(runTurn(setup, context), context.signal);
    if (answer === expected) return { ok: true, message: "a model on this machine was asked" };
    const found = `The turn brought another answer than that of the model.`;
    return { ok: false, message: found, fix: otherBinary(context) };
  } catch (error) {
    if (!isCodexError(error)) throw error;
    return explain(error, setup, context);
  }
}

async function optionsOf(context: CheckContext): Promise<object> {
  const { env, stepMs } = context;
  const timeouts = { startMs: stepMs, requestMs: stepMs, closeMs: closeMsOf(stepMs) };
  const codexPath = await locateCodex(context);
  // The user's proxies, because a model on this machine may not be behind them.
  return { codexPath, env: proxySettings(env), timeouts, logger: false };
}

async function runTurn(
  { codex, model }: TestCodex,
  { stepMs }: CheckContext,
): Promise<string | null> {
  model.respond(message(expected));
  const thread = await codex.threadStart({ ephemeral: true });
  const timeouts = { totalMs: stepMs, retryMs: Math.min(stepMs, retryMs) };
  const { finalResponse } = await thread.run("Does it work?", { timeouts });
  return finalResponse;
}

function explain(error: Error, { model }: TestCodex, context: CheckContext): Verdict {
  const proxy = proxyVariable(context.env);
  const isUnreached = error instanceof TurnTimeoutError && model.requests.length === 0;
  if (proxy === undefined || !isUnreached) {
    return { ok: false, message: error.message, fix: otherBinary(context) };
  }
  return {
    ok: false,
    message: `A model on this machine can't be reached: ${proxy} sends requests to 127.0.0.1 through a proxy.`,
    fix: assign("NO_PROXY", "127.0.0.1,localhost", context),
  };
}
