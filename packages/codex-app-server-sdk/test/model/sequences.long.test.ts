import { test } from "vitest";
import { runSequences } from "./random-sequences.js";

/** More of them, others, or the one again that a failure has named. */
const { SEQUENCES = "3000", SEED = "2", REPLAY: replay } = process.env;

test(`${SEQUENCES} random sequences of everything keep every promise`, () =>
  runSequences({ count: Number(SEQUENCES), seed: Number(SEED), replay }));
