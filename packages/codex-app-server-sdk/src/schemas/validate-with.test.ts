import { type } from "arktype";
import { expect, test } from "vitest";
import { z } from "zod";
import type { OutputSchema } from "./output-schema.js";
import { describeIssues, validateWith } from "./validate-with.js";

test("gives what the schema makes of the value, also later", async () => {
  const schema = z.object({ n: z.string().transform(async (text) => Number(text)) });

  expect(await validateWith(schema, { n: "3" })).toEqual({ isValid: true, value: { n: 3 } });
});

test("says what is wrong and where, without what libraries keep in their issues", async () => {
  const ark = type({ files: type({ name: "string" }).array() }) as OutputSchema;

  const result = await validateWith(ark, { files: [{ name: 1 }] });

  expect(result).toEqual({
    isValid: false,
    issues: [{ message: expect.stringContaining("string"), path: ["files", 0, "name"] }],
  });
});

test("reads paths whose parts are objects, or that are missing", async () => {
  const issues = [{ message: "a", path: [{ key: "x" }, 1] }, { message: "b" }];
  const own = {
    "~standard": { version: 1, vendor: "own", validate: () => ({ issues }) },
  } as unknown as OutputSchema;

  const result = await validateWith(own, 1);

  expect(result).toEqual({
    isValid: false,
    issues: [
      { message: "a", path: ["x", 1] },
      { message: "b", path: [] },
    ],
  });
});

test("describes issues, one in a line", () => {
  const issues = [
    { message: "wrong", path: ["files", 0, "name"] },
    { message: "bad", path: [] },
  ];

  expect(describeIssues(issues)).toBe("- files[0].name: wrong\n- bad");
});

test("rejects when the schema throws", async () => {
  const thrown = z.string().refine(() => {
    throw new Error("broken");
  });

  await expect(validateWith(thrown, "x")).rejects.toThrow("broken");
});
