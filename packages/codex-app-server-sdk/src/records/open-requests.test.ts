import { describe, expect, test, vi } from "vitest";
import type { OpenRequest } from "./open-request.js";
import { OpenRequests } from "./open-requests.js";

function request(turnId: string): OpenRequest {
  const about = { id: "request", method: "m", params: {}, threadId: "t", turnId, itemId: null };
  return { ...about, isDecision: true, isAccepted: null, cancel: vi.fn() };
}

describe("the open requests of a thread", () => {
  test("are those of this client until it has answered, even if an id comes again", () => {
    const requests = new OpenRequests();
    const [first, second] = [request("a"), request("b")];
    requests.asked(1, first);
    requests.asked(1, second);

    requests.answered(1, first);
    expect(requests.isOwn).toBe(true);
    requests.answered(1, second);
    expect(requests.isOwn).toBe(false);
  });

  test("are also those that others are to answer, until one of them has", () => {
    const requests = new OpenRequests();
    requests.leftToOthers(1);

    expect([requests.isOwn, requests.isAny]).toEqual([false, true]);
    expect([requests.resolved(1), requests.resolved(1)]).toEqual([true, false]);
    expect(requests.isAny).toBe(false);
  });

  test("are this client's when it is asked for one that it had left", () => {
    const requests = new OpenRequests();
    const own = request("a");
    requests.leftToOthers(1);

    requests.asked(1, own);
    requests.answered(1, own);

    expect(requests.isAny).toBe(false);
  });

  test("are cancelled where they are concerned, and no reason is made for none", () => {
    const requests = new OpenRequests();
    const [one, other] = [request("a"), request("b")];
    const reason = vi.fn(() => new Error("over"));
    requests.cancel(() => true, reason);
    expect(reason).not.toHaveBeenCalled();
    requests.asked(1, one);
    requests.asked(2, other);

    requests.cancel(({ turnId }) => turnId === "a", reason);

    expect(one.cancel).toHaveBeenCalledWith(new Error("over"));
    expect(other.cancel).not.toHaveBeenCalled();
  });
});
