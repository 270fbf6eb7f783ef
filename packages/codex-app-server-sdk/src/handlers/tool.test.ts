import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import { Schema } from "effect";
import * as v from "valibot";
import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { type Tool, type ToolContext, tool } from "./tool.js";

const named = { name: "a", description: "d" };

test("the arguments have the type that each library's schema gives them", () => {
  const tools: Tool[] = [
    tool({
      ...named,
      input: z.object({ n: z.string().transform(Number), tag: z.string().default("x") }),
      run: (args, context) => {
        expectTypeOf(args).toEqualTypeOf<{ n: number; tag: string }>();
        expectTypeOf(context).toEqualTypeOf<ToolContext>();
      },
    }),
    tool({
      ...named,
      input: type({ n: "number", "tag?": "string" }),
      run: (args) => expectTypeOf(args).toEqualTypeOf<{ n: number; tag?: string }>(),
    }),
    tool({
      ...named,
      input: toStandardJsonSchema(v.object({ n: v.number(), tag: v.optional(v.string()) })),
      run: (args) => expectTypeOf(args).toEqualTypeOf<{ n: number; tag?: string | undefined }>(),
    }),
    tool({
      ...named,
      input: Schema.toStandardJSONSchemaV1(
        Schema.toStandardSchemaV1(Schema.Struct({ n: Schema.Finite })),
      ),
      run: async (args) => expectTypeOf(args).toEqualTypeOf<{ readonly n: number }>(),
    }),
    tool({
      ...named,
      inputSchema: { type: "object" },
      run: (args) => expectTypeOf(args).toEqualTypeOf<unknown>(),
    }),
  ];

  expect(tools.map((one) => one.type)).toEqual(Array(5).fill("function"));
});

test("what would not be called, or not be typed, does not compile", () => {
  // @ts-expect-error Without an input or an inputSchema there are no arguments to type.
  tool({ ...named, run: () => "" });
  // @ts-expect-error Without a function nothing would answer.
  tool({ ...named, inputSchema: {} });
  // @ts-expect-error A plain JSON Schema goes into inputSchema.
  tool({ ...named, input: { type: "object" }, run: () => "" });
});
