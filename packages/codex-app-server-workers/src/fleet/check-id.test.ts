import { expect, test } from "vitest";
import { createFleet, memoryEngine } from "../index.js";

test.each(["", "x".repeat(201), "a\ud800", undefined, 5])("refuses %j as an id", async (id) => {
  const fleet = createFleet({ engine: memoryEngine() });
  const refused = { code: "OPTIONS_INVALID" };

  expect(() => fleet.thread(id as string)).toThrow("The id of a thread must be");
  if (id === undefined) return;
  const turn = fleet.thread("t").turn("q", { id: id as string });
  await expect(turn).rejects.toMatchObject(refused);
});
