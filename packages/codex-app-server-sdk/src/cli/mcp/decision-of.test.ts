import { describe, expect, test } from "vitest";
import { decisionOf } from "./decision-of.js";

describe("decisionOf", () => {
  test.each([
    [{ action: "accept", content: {} }, "accept"],
    [{ action: "decline" }, "decline"],
    [{ action: "cancel" }, "cancel"],
    [{ decision: "approved" }, "accept"],
    [{ decision: "approved_for_session" }, "acceptForSession"],
    [{ decision: "denied" }, "decline"],
    [{ decision: "abort" }, "cancel"],
    [{ action: "accept", decision: "approved_for_session" }, "acceptForSession"],
  ])("%j is %s", (answer, decision) => {
    expect(decisionOf(answer)).toBe(decision);
  });

  test.each([
    [{ action: "decline", decision: "approved" }, "decline"],
    [{ action: "cancel", decision: "approved" }, "cancel"],
    [{ action: "Accept" }, "decline"],
    [{ action: null, decision: "approved" }, "decline"],
    [{ decision: "approve" }, "decline"],
    [{ decision: { approved: {} } }, "decline"],
    [{ content: { action: "accept" } }, "decline"],
    [{}, "decline"],
    ["accept", "decline"],
    [null, "decline"],
    [undefined, "decline"],
  ])("%j accepts nothing", (answer, decision) => {
    expect(decisionOf(answer)).toBe(decision);
  });
});
