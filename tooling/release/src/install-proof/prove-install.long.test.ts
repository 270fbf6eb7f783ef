import { expect, it } from "vitest";
import { silentReporter } from "../reporter.js";
import { thisRepository } from "../repository.js";
import { createInstallableRelease } from "../testing/installable-release.js";
import { packageManagers } from "./package-managers.js";
import { proveInstall, provenNodes } from "./prove-install.js";

it("every package manager installs the one right platform, and Codex runs from ESM and CJS", async () => {
  await using release = await createInstallableRelease({ isReal: true });
  const context = { repository: thisRepository, reporter: silentReporter, cwd: release.scratch };
  const proofs = await proveInstall({ folder: release.folder, run: true }, context);

  const here = `${process.platform}-${process.arch}`;
  const own = proofs.slice(0, packageManagers.length);
  expect(own.map(({ client }) => client)).toEqual(packageManagers.map(({ id }) => id));
  expect(own.map(({ installed }) => installed)).toEqual(packageManagers.map(() => [here]));
  for (const { client, ran } of own) {
    expect(Object.keys(ran)).toHaveLength(client === "npm" ? 2 + 2 * provenNodes.length : 2);
  }
  const forOthers = proofs.slice(packageManagers.length);
  expect(forOthers.map(({ client, installed }) => `${client} ${installed}`)).toEqual(
    ["npm", "pnpm"].flatMap((client) =>
      ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "win32-arm64", "win32-x64"].map(
        (platform) => `${client} ${platform}`,
      ),
    ),
  );
});
