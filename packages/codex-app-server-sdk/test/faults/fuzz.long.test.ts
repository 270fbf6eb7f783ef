import { onTestFailed, test } from "vitest";
import { fuzz } from "./fuzz.js";

const { SEED = String(Date.now() % 1_000_000) } = process.env;

test("250,000 mutated messages crash nothing and hang nothing", async () => {
  onTestFailed(() => void process.stderr.write(`SEED=${SEED} repeats it.\n`));
  await fuzz(250_000, Number(SEED));
});
