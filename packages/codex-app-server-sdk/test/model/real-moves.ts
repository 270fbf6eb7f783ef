import * as fc from "fast-check";
import { settlesWithin } from "../../src/async/settles-within.js";
import type { Move } from "./move.js";
import type { ModelAct } from "./real-model.js";
import type { RealUser } from "./real-user.js";

export const modelActs: Move<{ act: ModelAct }, RealUser> = {
  name: "model: next",
  args: fc.record({ act: fc.constantFrom<ModelAct[]>("says", "waits", "waits", "runs", "runsOn") }),
  can: ({ isClosed }) => !isClosed,
  act: ({ model }, { act }) => model.willDo(act),
};

export const modelGoesOn: Move<null, RealUser> = {
  name: "model: goes on",
  args: fc.constant(null),
  can: () => true,
  act: ({ model }) => model.goOn(),
};

/** Gives what was called before the time to get as far as the model, if it is to do so. */
export const modelIsAsked: Move<null, RealUser> = {
  name: "model: is asked",
  args: fc.constant(null),
  can: ({ calls }) => calls.some(({ ended }) => ended === undefined),
  act: async ({ model, tracked }) => {
    const settled = Promise.allSettled(tracked.map(({ promise }) => promise));
    await settlesWithin(Promise.race([model.asked, settled]), 500);
  },
};

export const serverDies: Move<null, RealUser> = {
  name: "server: dies",
  args: fc.constant(null),
  can: ({ codex }) => codex.pid !== undefined,
  act: async ({ codex }) => {
    process.kill(codex.pid ?? Number.NaN, "SIGKILL");
    await codex.ended;
  },
};
