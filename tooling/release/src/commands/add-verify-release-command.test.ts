import { expect, it } from "vitest";
import { createReleaseFolder } from "../testing/release-folder.js";
import { runCommand } from "../testing/run-command.js";

it("runs nothing that it was not told to install", async () => {
  await using release = await createReleaseFolder();
  const run = await runCommand(release, ["verify-release", release.folder, "--run"]);
  expect(run).toMatchObject({ code: 2, stderr: expect.stringContaining("--install") });
});
