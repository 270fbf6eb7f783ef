import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { silentReporter } from "../reporter.js";
import { thisRepository } from "../repository.js";
import { createTempRepository, type TempRepository } from "../testing/temp-repository.js";
import { syncManifests } from "./sync-manifests.js";

describe("the runtime packages' manifests", () => {
  it("are in line with the platform table and the lock in this repository", async () => {
    const outcome = syncManifests(
      { check: true },
      { repository: thisRepository, reporter: silentReporter },
    );
    expect(await outcome).toEqual({ changed: [] });
  });

  it("are written from them, and a second time not at all", async () => {
    await using temp = await createTempRepository();
    const { changed } = await sync(temp);
    expect(changed).toHaveLength(8);
    expect(await sync(temp)).toEqual({ changed: [] });
    const meta = JSON.parse(
      await readFile(join(temp.repository.metaPackage, "package.json"), "utf8"),
    );
    expect(meta).toMatchObject({ version: "1.2.3", bin: expect.anything() });
    expect(Object.keys(meta.optionalDependencies)).toHaveLength(6);
  });

  it("that were changed by hand fail the check, which changes nothing", async () => {
    await using temp = await createTempRepository();
    await sync(temp);
    const file = join(temp.repository.root, "packages", "platforms", "win32-x64", "package.json");
    await writeFile(file, "{}");
    await expect(sync(temp, { check: true })).rejects.toMatchObject({
      kind: "check",
      message: expect.stringContaining(join("platforms", "win32-x64", "package.json")),
    });
    expect(await readFile(file, "utf8")).toBe("{}");
  });

  it.each(["sdkPackage", "workersPackage"] as const)(
    "name one repository, and leave the rest of %s alone",
    async (folder) => {
      await using temp = await createTempRepository();
      const file = join(temp.repository[folder], "package.json");
      const committed = await readFile(file, "utf8");
      await writeFile(
        file,
        committed.replace(/git\+https:[^"]*/, "git+https://forge.example/a/b.git"),
      );
      await sync(temp);
      expect(await readFile(file, "utf8")).toBe(committed);
    },
  );
});

function sync(
  { repository }: TempRepository,
  { check = false } = {},
): Promise<{ changed: string[] }> {
  return syncManifests({ check }, { repository, reporter: silentReporter });
}
