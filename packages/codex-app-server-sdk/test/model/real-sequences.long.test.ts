import { test } from "vitest";
import { runRealSequences } from "./real-sequences.js";

/** More of them, or others. */
const { REAL_SEQUENCES = "20", SEED = "3" } = process.env;

test(`${REAL_SEQUENCES} random sequences against the real server keep every promise`, () =>
  runRealSequences({ count: Number(REAL_SEQUENCES), seed: Number(SEED) }));
