import { describe, expect, test } from "vitest";
import type { $ZodType } from "zod/v4/core";
import { describeIssues, formatIssues } from "./describe-issues.js";
import type { EncodedShape } from "./encoded-shape.js";
import { ShapeCompiler } from "./shape-compiler.js";

/** The issues of a value as one line; undefined when it fits the shape. */
function judge(
  shape: EncodedShape,
  value: unknown,
  lines: EncodedShape[] = [],
): string | undefined {
  const compiler = new ShapeCompiler(lines.map((line) => JSON.stringify(line)));
  return issuesOf(compiler.compile(shape), value);
}

function issuesOf(type: $ZodType, value: unknown): string | undefined {
  const result = type._zod.run({ value, issues: [] }, { async: false });
  if (result instanceof Promise) throw new Error("A shape is never asynchronous");
  return result.issues.length === 0 ? undefined : formatIssues(describeIssues(result.issues));
}

describe("primitives", () => {
  test.each([
    ["s", "", 1, "expected string, received number"],
    ["n", 2 ** 60, "1", "expected number, received string"],
    ["n", 0.5, null, "expected number, received null"],
    ["b", false, {}, "expected boolean, received object"],
    ["z", null, [], "expected null, received array"],
    ["s?", null, 1, "expected string, received number"],
    ["n?", null, true, "expected number, received boolean"],
    ["b?", null, "x", "expected boolean, received string"],
  ] as const)("%s accepts %j and not %j", (shape, good, bad, message) => {
    expect(judge(shape, good)).toBeUndefined();
    expect(judge(shape, bad)).toBe(`value: ${message}`);
  });

  test("anything is anything", () => {
    for (const value of [undefined, null, 1, "x", {}, []]) {
      expect(judge("u", value)).toBeUndefined();
    }
  });
});

describe("objects", () => {
  const shape: EncodedShape = { id: "s", "name?": "s", "note?": "s?", "list?": ["?", ["a", "n"]] };

  test("ignore unknown keys", () => {
    expect(judge(shape, { id: "1", more: 5, __proto__: 1 })).toBeUndefined();
  });

  test("may lack optional fields, and have null only where null is allowed", () => {
    expect(judge(shape, { id: "1", note: null, list: null })).toBeUndefined();
    expect(judge(shape, { id: "1", name: undefined })).toBeUndefined();
    expect(judge(shape, { id: "1", name: null })).toBe("name: expected string, received null");
  });

  test("need a field that may hold anything, even undefined", () => {
    expect(judge({ any: "u" }, { any: undefined })).toBeUndefined();
    expect(judge({ any: "u" }, {})).toBe("any: expected a value, received undefined");
  });

  test("report everything that is wrong, with the path", () => {
    expect(judge(shape, { name: 1, list: [1, "x"] })).toBe(
      "id: expected string, received undefined; name: expected string, received number; list[1]: expected number, received string",
    );
  });

  test("are not arrays of keys", () => {
    expect(judge({ id: "s" }, "x")).toBe("value: expected object, received string");
  });
});

describe("sparse objects", () => {
  const shape: EncodedShape = { id: "s", "name?": "s", "list?": ["?", ["a", "n"]] };

  const values: unknown[] = [
    { id: "1" },
    { id: "1", name: "x", list: [1], more: 5, "name?": 5, constructor: 1 },
    { id: "1", name: undefined, list: null },
    { name: "x" },
    { id: undefined, name: null, list: [1, "x"] },
    {},
    [],
    null,
    "x",
  ];

  test.each(values.map((value) => ({ value })))("are judged as others are: $value", ({ value }) => {
    const sparse = new ShapeCompiler([]).compileSparse(shape);
    expect(issuesOf(sparse, value)).toBe(judge(shape, value));
  });

  test("may stand on a line of the table, and need not be objects", () => {
    const compiler = new ShapeCompiler(['{"id":"s"}', '"n"']);
    expect(issuesOf(compiler.compileSparse(0), {})).toBe("id: expected string, received undefined");
    expect(issuesOf(compiler.compileSparse(1), 1)).toBeUndefined();
  });

  test("compile none of the fields that are not there", () => {
    const compiler = new ShapeCompiler(["this line is never read"]);
    expect(issuesOf(compiler.compileSparse({ id: "s", "rare?": 0 }), { id: "1" })).toBeUndefined();
  });
});

test("records have any keys and values of one shape", () => {
  expect(judge(["r", "n"], { a: 1, b: 2 })).toBeUndefined();
  expect(judge(["r", "n"], { a: "x" })).toBe("a: expected number, received string");
  expect(judge(["r", "u"], { a: "x" })).toBeUndefined();
  expect(judge(["r", "u"], [])).toBe("value: expected object, received array");
});

test("references are lines of the table", () => {
  const lines: EncodedShape[] = [{ inner: 1 }, { deep: "n" }];
  expect(judge(0, { inner: { deep: 1 } }, lines)).toBeUndefined();
  expect(judge(0, { inner: { deep: "x" } }, lines)).toBe(
    "inner.deep: expected number, received string",
  );
});

describe("tagged unions", () => {
  const shape: EncodedShape = ["a", ["t", "type", { a: { text: "s" }, b: {} }]];

  test("check a known tag against its branch only, and say exactly what is wrong", () => {
    expect(judge(shape, [{ type: "a", text: 1 }])).toBe(
      "[0].text: expected string, received number",
    );
  });

  test("accept an unknown tag, even the name of a built-in property", () => {
    expect(judge(shape, [{ type: "new", text: 1 }, { type: "constructor" }])).toBeUndefined();
  });

  test("need a tag", () => {
    expect(judge(shape, [{}])).toBe("[0].type: expected string, received undefined");
    expect(judge(shape, [null])).toBe("[0]: expected object, received null");
  });
});

describe("unions told apart by a key", () => {
  const shape: EncodedShape = ["k", { withData: { code: "n" } }];

  test("accept any string and any unknown key", () => {
    for (const value of ["plain", "new", { new: 1 }, {}]) {
      expect(judge(shape, value)).toBeUndefined();
    }
  });

  test("check a known key", () => {
    expect(judge(shape, { withData: { code: "x" } })).toBe(
      "withData.code: expected number, received string",
    );
    expect(judge(shape, 5)).toBe("value: expected string or object, received number");
  });
});

test("other unions accept what one of their alternatives accepts", () => {
  expect(judge(["|", "s", ["a", "s"]], ["x"])).toBeUndefined();
  expect(judge(["|", "s", ["a", "s"]], 1)).toBe(
    "value: expected one of the known forms, received number",
  );
});

test("a list that is wrong everywhere is not reported in full", () => {
  const issues = judge(["a", "s"], Array(1000).fill(1));
  expect(issues?.split(";")).toHaveLength(10);
});
