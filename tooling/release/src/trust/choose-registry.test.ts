import { describe, expect, it } from "vitest";
import { builtInRegistry } from "../download/read-npm-options.js";
import { chooseRegistry } from "./choose-registry.js";

const other = "https://mirror.example/npm/";

describe("the registry that a pin trusts", () => {
  it.each([
    ["nothing is configured", {}],
    ["npm's own is configured", { registry: builtInRegistry }],
    ["npm's own is configured without its slash", { registry: builtInRegistry.slice(0, -1) }],
  ])("is npm's own when %s", (_, configured) => {
    expect(chooseRegistry(undefined, configured)).toMatchObject({
      url: builtInRegistry,
      name: "default",
    });
  });

  it.each([
    ["another registry", { registry: other }],
    ["one for upstream's scope", { "@openai:registry": other, registry: builtInRegistry }],
  ])("is not chosen by the configuration: %s is refused with both ways out", (_, configured) => {
    const error = expect.objectContaining({
      kind: "usage",
      message: expect.stringMatching(
        /names the registry .*mirror[\s\S]*--registry [\s\S]*--registry /,
      ),
    });
    expect(() => chooseRegistry(undefined, configured)).toThrowError(error);
  });

  it("is the named one, for upstream's scope too, and is called by its address", () => {
    const { url, name, npmOptions } = chooseRegistry("https://mirror.example/npm", {
      "@openai:registry": builtInRegistry,
      "//mirror.example/npm/:_authToken": "t",
    });
    expect([url, name]).toEqual([other, other]);
    expect(npmOptions).toEqual({
      registry: other,
      "@openai:registry": other,
      "//mirror.example/npm/:_authToken": "t",
    });
  });

  it("must show who it is: a connection that is not checked is refused", () => {
    const error = expect.objectContaining({ kind: "usage" });
    expect(() => chooseRegistry(other, { strictSSL: false })).toThrowError(error);
  });
});
