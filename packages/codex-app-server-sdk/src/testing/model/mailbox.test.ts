import { describe, expect, it } from "vitest";
import { Mailbox } from "./mailbox.js";

describe("Mailbox", () => {
  it("hands each value to one reader, whichever comes first", async () => {
    const box = new Mailbox<number>();
    const early = box.take();
    box.put(1);
    box.put(2);
    expect(await early).toBe(1);
    expect(await box.take()).toBe(2);
  });

  it("leaves values that do not match for others", async () => {
    const box = new Mailbox<number>();
    const two = box.take((value) => value === 2);
    box.put(1);
    box.put(2);
    expect(await two).toBe(2);
    expect(await box.take()).toBe(1);
  });

  it("gives up with the signal's reason and then takes nothing", async () => {
    const box = new Mailbox<number>();
    const abort = new AbortController();
    const given = box.take(undefined, { signal: abort.signal });
    abort.abort(new Error("enough"));
    await expect(given).rejects.toThrow("enough");
    box.put(1);
    expect(await box.take()).toBe(1);
    await expect(box.take(undefined, { signal: abort.signal })).rejects.toThrow("enough");
  });

  it("rejects waiting and later readers once closed, but still hands out what came", async () => {
    const box = new Mailbox<number>();
    const waiting = box.take((value) => value === 2);
    box.put(1);
    box.close(new Error("closed"));
    await expect(waiting).rejects.toThrow("closed");
    expect(await box.take()).toBe(1);
    await expect(box.take()).rejects.toThrow("closed");
  });
});
