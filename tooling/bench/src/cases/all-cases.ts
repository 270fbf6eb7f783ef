import type { BenchCase } from "../bench-case.js";
import { connect } from "./connect.js";
import { dispatch } from "./dispatch.js";
import { firstValidation } from "./first-validation.js";
import { importTime } from "./import-time.js";
import { nullServer } from "./null-server.js";
import { sizes } from "./sizes.js";
import { staging } from "./staging.js";

/** Every benchmark, in the order in which they run. */
export const allCases: readonly BenchCase[] = [
  importTime,
  firstValidation,
  dispatch,
  nullServer,
  connect,
  sizes,
  staging,
];
