import { expect, test } from "vitest";
import type { AskedRequest } from "./asked-request.js";
import { AskedRequests } from "./asked-requests.js";

function of(threadId: string | null): AskedRequest {
  return { threadId } as AskedRequest;
}

test("requests are found by their ids, and by their threads", () => {
  const requests = new AskedRequests();
  const [first, second, other, none] = [of("a"), of("a"), of("b"), of(null)];
  requests.set(1, first);
  requests.set("1", second);
  requests.set(2, other);
  requests.set(3, none);

  expect(requests.get(1)).toBe(first);
  expect(requests.ofThread("a")).toEqual([
    [1, first],
    ["1", second],
  ]);
  expect(requests.all()).toHaveLength(4);

  requests.delete(1);
  requests.delete(4);

  expect(requests.get(1)).toBeUndefined();
  expect(requests.ofThread("a")).toEqual([["1", second]]);
  expect(requests.ofThread("c")).toEqual([]);
});

test("an id that is used again belongs to the thread of the later request", () => {
  const requests = new AskedRequests();
  const later = of("b");
  requests.set(1, of("a"));
  requests.set(1, later);

  expect(requests.ofThread("a")).toEqual([]);
  expect(requests.ofThread("b")).toEqual([[1, later]]);
});
