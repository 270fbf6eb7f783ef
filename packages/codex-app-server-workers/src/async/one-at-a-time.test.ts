import { expect, test } from "vitest";
import { OneAtATime } from "./one-at-a-time.js";

test("what has the same name runs one after the other, though one fails", async () => {
  const tasks = new OneAtATime();
  const log: string[] = [];
  let end = (): void => {};
  const first = tasks.run("a", async () => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    log.push("first");
    throw new Error("first");
  });
  const second = tasks.run("a", async () => void log.push("second"));
  await tasks.run("b", async () => void log.push("other"));
  end();

  await expect(first).rejects.toThrow("first");
  await second;
  expect(log).toEqual(["other", "first", "second"]);
});
