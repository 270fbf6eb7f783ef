import { describe, expect, test } from "vitest";
import type { CheckContext } from "./check.js";
import { explainSandbox } from "./explain-sandbox.js";
import type { HostFacts } from "./read-host-facts.js";

const { signal } = new AbortController();
const context: CheckContext = { env: {}, cwd: "/", os: "linux", cpu: "x64", stepMs: 100, signal };
const host: HostFacts = { isContainer: false, isRestricted: false };

function explain(stderr: string, facts: Partial<HostFacts> = {}, isLate = false): string {
  const result = { exitCode: 1, isLate, stdout: "", stderr };
  const { message, fix } = explainSandbox(result, { ...host, ...facts }, context);
  return `${message} → ${fix}`;
}

const denied = "bwrap: No permissions to create new namespace, likely because the kernel…";

describe("a sandbox that can't be used", () => {
  test.each<[string, string, Partial<HostFacts>, RegExp]>([
    [
      "namespaces used up",
      "bwrap: x: /proc/sys/user/max_*_namespaces (ENOSPC)",
      {},
      /sysctl -w user\.max/,
    ],
    ["a container", denied, { isContainer: true }, /--security-opt seccomp=unconfined/],
    ["AppArmor", denied, { isRestricted: true }, /apparmor_restrict_unprivileged_userns=0$/],
    ["a kernel without", denied, {}, /unprivileged_userns_clone=1$/],
    [
      "no bubblewrap",
      "thread 'main' panicked\nbubblewrap is unavailable: no",
      {},
      /apt-get install/,
    ],
    [
      "no reason of bubblewrap",
      "WARNING: x\nsomething else.\n",
      {},
      /sandbox: something else\. → install/,
    ],
    ["no reason", "", {}, /exit code 1, without a word/],
  ])("for %s is explained", (_, stderr, facts, expected) => {
    expect(explain(stderr, facts)).toMatch(expected);
  });

  test("because it does not end says so", () => {
    expect(explain("", {}, true)).toContain("did not end within 100 ms");
  });
});
