import { test } from "vitest";
import { fuzz } from "./fuzz.js";

test("250,000 mutated messages crash nothing and hang nothing", async () => {
  await fuzz(250_000, Date.now() % 1_000_000);
});
