import { describe, expect, test } from "vitest";
import type { EncodedShape } from "../../../../packages/codex-app-server-sdk/src/protocol/encoded-shape.js";
import { readShape, type SchemaNode } from "../read/read-shape.js";
import { encodeShape } from "./encode-shape.js";

const encode = (node: SchemaNode): EncodedShape => encodeShape(readShape(node, "T"), () => 7);
const string = { type: "string" };
const branch = (tag: string, properties: object, required: string[] = []): SchemaNode => ({
  type: "object",
  properties: { type: { type: "string", enum: [tag] }, ...properties },
  required: ["type", ...required],
});

describe("the run-time form", () => {
  test.each([
    ["an enum admits any string", { type: "string", enum: ["a"] }, "s"],
    ["a nullable primitive is one word", { type: ["number", "null"] }, "n?"],
    [
      "a nullable list keeps its form",
      { type: ["array", "null"], items: string },
      ["?", ["a", "s"]],
    ],
    ["a reference is a line", { $ref: "#/definitions/X" }, 7],
    ["a record", { type: "object", additionalProperties: string }, ["r", "s"]],
  ] as [string, SchemaNode, unknown][])("%s", (_what, node, encoded) => {
    expect(encode(node)).toEqual(encoded);
  });

  test("what may be missing is marked, and left out when it may be anything as well", () => {
    const properties = { a: string, b: string, c: true, d: true };
    const node = { type: "object", properties, required: ["a", "c"] };
    expect(encode(node)).toEqual({ a: "s", "b?": "s", c: "u" });
  });

  test("tagged branches leave their tag out", () => {
    expect(encode({ oneOf: [branch("x", { a: string }, ["a"]), branch("y", {})] })).toEqual([
      "t",
      "type",
      { x: { a: "s" }, y: {} },
    ]);
  });

  test("branches with one tag become one that requires only what both do", () => {
    const url = branch("image", { id: string, url: string, at: string }, ["id", "url", "at"]);
    const file = branch("image", { id: string, fileId: string, at: { type: "number" } }, [
      "id",
      "fileId",
      "at",
    ]);
    expect(encode({ oneOf: [branch("text", {}), url, file] })).toEqual([
      "t",
      "type",
      { text: {}, image: { id: "s", "url?": "s", at: ["|", "s", "n"], "fileId?": "s" } },
    ]);
  });

  test("branches told apart by their one key admit strings too", () => {
    const keyed = { type: "object", properties: { a: { type: "number" } }, required: ["a"] };
    expect(encode({ oneOf: [{ type: "string", enum: ["b"] }, keyed] })).toEqual(["k", { a: "n" }]);
  });

  test("other alternatives are tried in turn", () => {
    expect(encode({ anyOf: [string, { type: "array", items: string }, { type: "null" }] })).toEqual(
      ["?", ["|", "s", ["a", "s"]]],
    );
  });

  test("a field whose name the table could not hold is refused", () => {
    expect(() => encode({ type: "object", properties: { "a?": string } })).toThrow("a?");
  });
});
