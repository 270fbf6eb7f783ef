import type { BenchCase } from "../bench-case.js";
import { bigMessage } from "./big-message.js";
import { coldStart } from "./cold-start.js";
import { connect } from "./connect.js";
import { dispatch } from "./dispatch.js";
import { firstValidation } from "./first-validation.js";
import { growth } from "./growth.js";
import { importTime } from "./import-time.js";
import { liveDeltas } from "./live-deltas.js";
import { manyThreads } from "./many-threads.js";
import { nullServer } from "./null-server.js";
import { replay } from "./replay.js";
import { roundTrips } from "./round-trips.js";
import { sizes } from "./sizes.js";
import { slowReader } from "./slow-reader.js";
import { staging } from "./staging.js";
import { threads } from "./threads.js";
import { turns } from "./turns.js";
import { typeCheck } from "./type-check.js";

/** Every benchmark, in the order in which they run. */
export const allCases: readonly BenchCase[] = [
  importTime,
  firstValidation,
  dispatch,
  nullServer,
  coldStart,
  turns,
  threads,
  manyThreads,
  liveDeltas,
  replay,
  bigMessage,
  slowReader,
  growth,
  roundTrips,
  connect,
  typeCheck,
  sizes,
  staging,
];
