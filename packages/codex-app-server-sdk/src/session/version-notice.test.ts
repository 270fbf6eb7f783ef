import { describe, expect, test } from "vitest";
import { versionNotice } from "./version-notice.js";

describe("the notice about the server's version", () => {
  test("is not given for the expected one", () => {
    expect(versionNotice("0.169.0", "0.169.0")).toBeUndefined();
    expect(versionNotice("0.169.0-alpha.2", "0.169.0-alpha.2")).toBeUndefined();
  });

  test("says that a server does not report its version", () => {
    expect(versionNotice(null, "0.169.0")).toContain("does not report its version");
    expect(versionNotice(null, "0.169.0")).toContain("0.169.0");
  });

  test.each([
    ["0.168.9", "0.169.0", "older"],
    ["0.99.0", "0.169.0", "older"],
    ["0.169.0", "0.169.10", "older"],
    ["0.169.0-alpha.1", "0.169.0", "older"],
    ["0.169.0-alpha.2", "0.169.0-alpha.10", "older"],
    ["0.169.1", "0.169.0", "newer"],
    ["0.170.0-alpha.1", "0.169.0", "newer"],
    ["0.169.0", "0.169.0-alpha.1", "newer"],
    ["0.169.0-beta.1", "0.169.0-alpha.9", "newer"],
    ["1.0.0", "0.169.0", "newer"],
  ])("calls %s, where %s was expected, %s", (server, expected, side) => {
    const notice = versionNotice(server, expected);

    expect(notice).toContain(`Codex ${server}, ${side} than the ${expected}`);
  });
});
