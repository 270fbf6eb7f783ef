import { describe, expect, test, vi } from "vitest";
import { collect } from "../../test/support/collect.js";
import type { Page } from "../async/page-entries.js";
import { ProtocolError } from "../errors/index.js";
import { PagePromise } from "./page-promise.js";

/** A list of three pages, and the names of the pages that were requested. */
function threePages(): { list: PagePromise<number>; asked: string[] } {
  const pages: Record<string, Page<number>> = {
    start: { data: [1, 2], nextCursor: "b" },
    b: { data: [], nextCursor: "c" },
    c: { data: [3], nextCursor: null },
  };
  const asked: string[] = [];
  const list = new PagePromise<number>(async (cursor) => {
    const name = cursor ?? "start";
    asked.push(name);
    return pages[name] ?? { data: [], nextCursor: null };
  });
  return { list, asked };
}

describe("a list in pages", () => {
  test("asks for nothing until it is used", async () => {
    const { list, asked } = threePages();
    list[Symbol.asyncIterator]();
    await Promise.resolve();

    expect(asked).toEqual([]);
  });

  test("gives the first page when it is awaited", async () => {
    const { list, asked } = threePages();

    expect(await list).toEqual({ data: [1, 2], nextCursor: "b" });
    expect(asked).toEqual(["start"]);
  });

  test("gives every entry of every page, with empty pages between, when it is iterated", async () => {
    const { list, asked } = threePages();

    expect(await collect(list)).toEqual([1, 2, 3]);
    expect(asked).toEqual(["start", "b", "c"]);
  });

  test("asks for the first page once, however often and in whatever way it is used", async () => {
    const { list, asked } = threePages();

    await Promise.all([list, list.then(() => {}), list.catch(() => {}), list.finally(() => {})]);
    expect(await collect(list)).toEqual([1, 2, 3]);
    expect(await collect(list)).toEqual([1, 2, 3]);

    expect(asked.filter((name) => name === "start")).toHaveLength(1);
  });

  test("asks for a page only when the one before it is used up", async () => {
    const { list, asked } = threePages();
    const entries = list[Symbol.asyncIterator]();

    await entries.next();
    await entries.next();
    expect(asked).toEqual(["start"]);
    await entries.next();

    expect(asked).toEqual(["start", "b", "c"]);
  });

  test("asks for no further page once its reader has left", async () => {
    const { list, asked } = threePages();
    for await (const entry of list) {
      if (entry === 1) break;
    }
    const left = list[Symbol.asyncIterator]();
    expect(await left.next()).toEqual({ done: false, value: 1 });
    await expect(left.throw(new Error("enough"))).rejects.toThrow("enough");

    expect(await left.next()).toEqual({ done: true, value: undefined });
    expect(asked).toEqual(["start"]);
  });

  test("rejects when a page names itself as the next, after its entries", async () => {
    const list = new PagePromise<string>(async (cursor) => ({
      data: [`entry of ${cursor}`],
      nextCursor: "same",
    }));
    const entries = list[Symbol.asyncIterator]();

    await entries.next();
    expect(await entries.next()).toEqual({ done: false, value: "entry of same" });
    const error = await entries.next().catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(ProtocolError);
    expect((error as Error).message).toContain("same");
  });

  test.each([
    ["two pages", ["a", "b", "a"]],
    ["three pages", ["a", "b", "c", "a"]],
    ["all pages but the first ones", ["a", "b", "c", "d", "c"]],
    ["an empty cursor", ["", "a", ""]],
  ])(
    "rejects when its pages go round in a circle of %s, each of them read once",
    async (_, way) => {
      const asked: (string | null)[] = [];
      const list = new PagePromise<string>(async (cursor) => {
        asked.push(cursor);
        return { data: [`entry of ${cursor}`], nextCursor: way[asked.length - 1] ?? "beyond" };
      });
      const read: string[] = [];

      const error = await (async () => {
        for await (const entry of list) read.push(entry);
      })().catch((reason: unknown) => reason);

      expect(error).toBeInstanceOf(ProtocolError);
      expect((error as Error).message).toContain(`back to ${way.at(-1)}`);
      expect(asked).toEqual([null, ...way.slice(0, -1)]);
      expect(read).toEqual(asked.map((cursor) => `entry of ${cursor}`));
    },
  );

  test("lets its reader leave while it waits for a page", async () => {
    const fetch = vi.fn(() => new Promise<Page<number>>(() => {}));
    const entries = new PagePromise(fetch)[Symbol.asyncIterator]();
    const waiting = [entries.next(), entries.next()];

    expect(await entries.return()).toEqual({ done: true, value: undefined });

    const over = { done: true, value: undefined };
    expect(await Promise.all([...waiting, entries.next()])).toEqual([over, over, over]);
    expect(fetch).toHaveBeenCalledOnce();
  });

  test("gives every entry once to readers that don't wait for each other", async () => {
    const { list, asked } = threePages();
    const entries = list[Symbol.asyncIterator]();

    const results = await Promise.all(Array.from({ length: 5 }, () => entries.next()));

    expect(results.map(({ value }) => value)).toEqual([1, 2, 3, undefined, undefined]);
    expect(asked).toEqual(["start", "b", "c"]);
  });

  test("that is no list is a ProtocolError", async () => {
    const page = { data: 1, nextCursor: null } as unknown as Page<number>;

    const error = await collect(new PagePromise(async () => page)).catch((reason) => reason);

    expect(error).toBeInstanceOf(ProtocolError);
  });

  test("ends where the server leaves the next cursor out", async () => {
    const page = { data: [1] } as Page<number>;

    expect(await collect(new PagePromise(async () => page))).toEqual([1]);
  });

  test("rejects with the error of the request, however it is used", async () => {
    const list = new PagePromise<number>(() => Promise.reject(new Error("no")));
    const settled = vi.fn();

    await expect(list).rejects.toThrow("no");
    await expect(collect(list)).rejects.toThrow("no");
    await expect(list.finally(settled)).rejects.toThrow("no");
    expect(await list.catch((error: unknown) => String(error))).toBe("Error: no");
    expect(settled).toHaveBeenCalledOnce();
  });

  test("looks like a promise", async () => {
    const { list } = threePages();

    expect(String(list)).toBe("[object PagePromise]");
    expect(await Promise.race([list])).toMatchObject({ data: [1, 2] });
  });
});
