import { describe, expect, test } from "vitest";
import { isAcceptance } from "./is-acceptance.js";
import { serverRequestTable } from "./server-request-table.js";

const networkRule = (action: string): object => ({
  decision: { applyNetworkPolicyAmendment: { network_policy_amendment: { host: "a.b", action } } },
});

describe("an answer", () => {
  test.each<object>([
    { decision: "accept" },
    { decision: "acceptForSession" },
    { decision: "a word that the request offers" },
    { decision: { acceptWithExecpolicyAmendment: { execpolicy_amendment: ["ls"] } } },
    networkRule("allow"),
    { action: "accept", content: {}, _meta: null },
    { permissions: { network: { enabled: true } }, scope: "turn" },
    { answers: { q: { answers: ["a"] } } },
  ])("accepts: %j", (answer) => {
    expect(isAcceptance(answer)).toBe(true);
  });

  test.each<unknown>([
    { decision: "decline" },
    { decision: "cancel" },
    networkRule("deny"),
    { action: "decline", content: null, _meta: null },
    { action: "cancel", content: null, _meta: null },
    { permissions: { network: null, fileSystem: undefined }, scope: "turn" },
    {},
    null,
    "accept",
  ])("does not accept: %j", (answer) => {
    expect(isAcceptance(answer)).toBe(false);
  });

  test("that declines a person's request accepts nothing", () => {
    for (const rule of Object.values(serverRequestTable)) {
      if ("isUnattended" in rule) continue;
      const answer = rule.decline("why");
      const isDenied = "result" in answer && JSON.stringify(answer).includes("denied");
      expect(isDenied || !isAcceptance("result" in answer ? answer.result : undefined)).toBe(true);
    }
  });
});
