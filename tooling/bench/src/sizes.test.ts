import { beforeAll, describe, expect, test } from "vitest";
import { bundle } from "./bundle.js";
import { locateSdkFile } from "./locate-sdk-file.js";
import { measureSizes, type Sizes } from "./measure-sizes.js";

describe("what users load stays small", () => {
  let sizes: Sizes;

  beforeAll(async () => {
    sizes = await measureSizes();
  });

  test("protocol and zod in the root entry", () => {
    expect(sizes.protocol).toBeLessThanOrEqual(125_000);
    expect(sizes.protocolGzip).toBeLessThanOrEqual(32_000);
  });

  test("the client's own code", () => {
    expect(sizes.client).toBeLessThanOrEqual(60_000);
  });

  test("the protocol's declarations", () => {
    expect(sizes.declarations).toBeLessThanOrEqual(330_000);
  });

  test("are weighed in full", () => {
    expect(sizes.protocol).toBeGreaterThan(80_000);
    expect(sizes.client).toBeGreaterThan(10_000);
    expect(sizes.declarations).toBeGreaterThan(200_000);
  });
});

test("the root entry does not hold the names of the types", async () => {
  const external = ["openai-codex-cli-bin", "ws"];
  const { bytesByInput } = await bundle(locateSdkFile("src/index.ts"), { external });
  const inputs = [...bytesByInput.keys()].map((path) => path.split("/src/").at(-1));
  expect(inputs).toContain("protocol/generated/table.ts");
  expect(inputs).not.toContain("protocol/generated/names.ts");
});
