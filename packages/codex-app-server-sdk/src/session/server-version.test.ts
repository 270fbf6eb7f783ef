import { expect, test } from "vitest";
import { serverVersion } from "./server-version.js";

const system = "(Debian 12.0.0; x86_64) unknown";

test.each([
  ["my-app", `my-app/0.169.0 ${system} (my-app; 9.8.7)`],
  ["my/app", `my/app/0.169.0 ${system} (my/app; 9.8.7)`],
  ["my app", `my app/0.169.0 ${system} (my app; 9.8.7)`],
  ["acme/1.2.3-tool", `acme/1.2.3-tool/0.169.0 ${system} (acme/1.2.3-tool; 9.8.7)`],
  ["weird (x)/2.0.0", `weird (x)/2.0.0/0.169.0 ${system} (weird (x)/2.0.0; 9.8.7)`],
  ["1.2.3", `1.2.3/0.169.0 ${system} (1.2.3; 9.8.7)`],
  ["a name that the server does not repeat", `codex_cli/0.169.0 ${system}`],
  ["a/b", `a_b/1.0.0/0.169.0 ${system} (a_b; 9.8.7)`],
])("the version of the server is told from the client's name, %s", (name, userAgent) => {
  expect(serverVersion(userAgent, name)).toBe("0.169.0");
});

test.each(["0.116.0", "0.169.0-alpha.1", "1.0.0+build.5"])("%s is a version", (version) => {
  expect(serverVersion(`my-app/${version} ${system}`, "my-app")).toBe(version);
  expect(serverVersion(`my-app/${version}`, "another")).toBe(version);
});

test.each(["something else", "my-app/next (Linux)", "", undefined])(
  "there is none in %j",
  (userAgent) => {
    expect(serverVersion(userAgent, "my-app")).toBeNull();
  },
);
