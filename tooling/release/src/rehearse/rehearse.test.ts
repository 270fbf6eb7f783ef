import { expect, it } from "vitest";
import { createReleaseFolder } from "../testing/release-folder.js";
import { runCommand } from "../testing/run-command.js";

it("publishes all of a verified release to an empty registry and installs from it", async () => {
  await using release = await createReleaseFolder({ version: "1.3.0-alpha.1" });
  const { code, result, stderr } = await runCommand(release, ["rehearse", release.folder]);
  expect([code, stderr]).toEqual([0, expect.stringContaining("can be published and installed")]);
  const [sdk, workers] = ["codex-app-server-sdk", "codex-app-server-workers"];
  expect(result).toMatchObject({
    action: "rehearsed",
    installs: [
      { client: "npm", packages: [sdk] },
      { client: "npm", packages: [workers, sdk] },
    ],
  });
  for (const { name, version } of release.release.packages) {
    expect(stderr).toContain(`Uploading ${name}@${version} as `);
  }
});

it("refuses a folder that is none, or that nobody has verified", async () => {
  await using release = await createReleaseFolder();
  await using other = await createReleaseFolder({ note: "other" });
  expect(await runCommand(release, ["rehearse", "none"])).toMatchObject({ code: 2 });
  expect(await runCommand(release, ["rehearse", other.folder])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("has not been verified"),
  });
});
