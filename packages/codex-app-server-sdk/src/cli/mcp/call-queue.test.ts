import { describe, expect, test } from "vitest";
import { withResolvers } from "../../async/with-resolvers.js";
import { CallQueue } from "./call-queue.js";

describe("CallQueue", () => {
  test("runs the calls on a thread one after the other, and those on others beside them", async () => {
    const queue = new CallQueue();
    const first = withResolvers<void>();
    const begun: string[] = [];
    const call = (threadId: string, name: string, until?: Promise<void>): Promise<string> =>
      queue.run(threadId, async () => {
        begun.push(name);
        await until;
        return name;
      });

    const results = [call("a", "1", first.promise), call("a", "2"), call("a", "3"), call("b", "4")];
    await results[3];
    expect(begun).toEqual(["1", "4"]);
    first.resolve();

    expect(await Promise.all(results)).toEqual(["1", "2", "3", "4"]);
    expect(begun).toEqual(["1", "4", "2", "3"]);
  });

  test("runs the next one after one that has failed", async () => {
    const queue = new CallQueue();

    const failed = queue.run("a", () => Promise.reject(new Error("no")));
    const next = queue.run("a", async () => "next");

    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe("next");
  });
});
