import { beforeAll, describe, expect, test } from "vitest";
import { bundle } from "./bundle.js";
import { locateSdkFile } from "./locate-sdk-file.js";
import { measureSizes, type Sizes } from "./measure-sizes.js";
import { measureWorkers } from "./measure-workers.js";
import { sizeLimits } from "./size-limits.js";

describe("what users load stays small", () => {
  let sizes: Sizes;

  beforeAll(async () => {
    sizes = await measureSizes();
  });

  test("protocol and zod", () => {
    expect(sizes.protocol).toBeLessThanOrEqual(sizeLimits.protocol);
    expect(sizes.protocolGzip).toBeLessThanOrEqual(sizeLimits.protocolGzip);
  });

  test("the client's own code in the root entry", () => {
    expect(sizes.root).toBeLessThanOrEqual(sizeLimits.root);
  });

  test("the client's own code that the first use loads", () => {
    expect(sizes.started).toBeLessThanOrEqual(sizeLimits.started);
  });

  test("the client's own code of each feature that is loaded when it is needed", () => {
    const { features } = sizeLimits;
    const tooBig = [...sizes.features].filter(([room, bytes]) => bytes > (features[room] ?? 0));

    expect(tooBig).toEqual([]);
    expect([...sizes.features.keys()].sort()).toEqual(Object.keys(features).sort());
  });

  test("the command line's own code", () => {
    const { commandLine } = sizeLimits;
    const tooBig = [...sizes.commandLine].filter(
      ([room, bytes]) => bytes > (commandLine[room] ?? 0),
    );

    expect(tooBig).toEqual([]);
    expect([...sizes.commandLine.keys()].sort()).toEqual(Object.keys(commandLine).sort());
  });

  test("the entry for user interfaces", () => {
    expect(sizes.uiGzip).toBeLessThanOrEqual(sizeLimits.uiGzip);
  });

  test("the protocol's declarations", () => {
    expect(sizes.declarations).toBeLessThanOrEqual(sizeLimits.declarations);
  });

  test("the MCP server", () => {
    expect(sizes.mcpServer).toBeLessThanOrEqual(sizeLimits.mcpServer);
  });

  test("the package, as it is downloaded and as it is installed", () => {
    expect(sizes.download).toBeLessThanOrEqual(sizeLimits.download);
    expect(sizes.installed).toBeLessThanOrEqual(sizeLimits.installed);
  });

  test("are weighed in full", () => {
    expect(sizes.protocol).toBeGreaterThan(80_000);
    expect(sizes.root).toBeGreaterThan(10_000);
    expect(sizes.started).toBeGreaterThan(20_000);
    expect(sizes.uiGzip).toBeGreaterThan(1_000);
    expect(sizes.declarations).toBeGreaterThan(200_000);
    expect(sizes.mcpServer).toBeGreaterThan(200_000);
    expect(sizes.installed).toBeGreaterThan(sizes.declarations);
  });
});

describe("what users of the workers load beside the SDK stays small", () => {
  test("its entries, and the package as it is downloaded and as it is installed", async () => {
    const sizes = await measureWorkers();
    const limits: Readonly<Record<string, number>> = sizeLimits.workers;
    const tooBig = Object.entries(sizes).filter(([part, bytes]) => bytes > (limits[part] ?? 0));

    expect(tooBig).toEqual([]);
    expect(sizes.root).toBeGreaterThan(10_000);
    expect(sizes.redis).toBeGreaterThan(10_000);
    expect(sizes.installed).toBeGreaterThan(sizes.root);
  });
});

test("the root entry does not hold the names of the types", async () => {
  const external = ["openai-codex-cli-bin", "ws"];
  const { bytesByInput } = await bundle(locateSdkFile("src/index.ts"), { external });
  const inputs = [...bytesByInput.keys()].map((path) => path.split("/src/").at(-1));
  expect(inputs).toContain("protocol/generated/table.ts");
  expect(inputs).not.toContain("protocol/generated/names.ts");
});
