import { beforeAll, describe, expect, it } from "vitest";
import { silentReporter } from "../reporter.js";
import { thisRepository } from "../repository.js";
import { createInstallableRelease } from "../testing/installable-release.js";
import { packageManagers } from "./package-managers.js";
import type { InstallProof } from "./proof-run.js";
import { proveInstall, provenNodes } from "./prove-install.js";

const here = `${process.platform}-${process.arch}`;
const clients = packageManagers.map(({ id }) => id);
const sdk = "codex-app-server-sdk";
const workers = "codex-app-server-workers and codex-app-server-sdk";

let proofs: InstallProof[];
beforeAll(async () => {
  await using release = await createInstallableRelease({ isReal: true });
  const context = { repository: thisRepository, reporter: silentReporter, cwd: release.scratch };
  proofs = await proveInstall({ folder: release.folder, run: true }, context);
}, 600_000);

/** The proofs of these packages: first those of this platform, then those of the others. */
function proofsOf(packages: string): { own: InstallProof[]; others: InstallProof[] } {
  const found = proofs.filter((proof) => proof.packages.join(" and ") === packages);
  return { own: found.slice(0, clients.length), others: found.slice(clients.length) };
}

describe.each([sdk, workers])("%s", (packages) => {
  it("is installed by every package manager, with the one right platform", () => {
    const { own } = proofsOf(packages);
    expect(own.map(({ client }) => client)).toEqual(clients);
    expect(own.map(({ installed }) => installed)).toEqual(clients.map(() => [here]));
  });
});

it("a turn runs from ESM and CJS, on every Node", () => {
  for (const { client, ran } of proofsOf(sdk).own) {
    expect(Object.keys(ran)).toHaveLength(client === "npm" ? 2 + 2 * provenNodes.length : 2);
  }
});

it("the workers run from ESM and CJS, as their README begins and on Redis, and compile", () => {
  for (const { client, ran } of proofsOf(workers).own) {
    const compiles = ["npm", "pnpm"].includes(client);
    expect([client, ...Object.keys(ran)]).toEqual([
      ...[client, "fleet.mjs", "fleet.cjs", "redis.mjs", "redis.cjs"],
      ...(compiles ? ["tsc"] : []),
    ]);
  }
});

it("npm and pnpm install for the other platforms", () => {
  expect(proofsOf(sdk).others.map(({ client, installed }) => `${client} ${installed}`)).toEqual(
    ["npm", "pnpm"].flatMap((client) =>
      ["darwin-arm64", "darwin-x64", "linux-arm64", "linux-x64", "win32-arm64", "win32-x64"].map(
        (platform) => `${client} ${platform}`,
      ),
    ),
  );
  expect(proofsOf(workers).others).toEqual([]);
});
