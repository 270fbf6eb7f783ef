import { test } from "vitest";
import { runSequences } from "./random-sequences.js";

test("100 random sequences of everything keep every promise", () =>
  runSequences({ count: 100, seed: 1 }));
