import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { type } from "arktype";
import { Schema } from "effect";
import * as v from "valibot";
import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import type { Thread, TurnHandle, TurnResult } from "../index.js";

/** What is called here is compiled, and never run. */
function calls(work: (thread: Thread) => Promise<void>): void {
  expectTypeOf(work).toBeFunction();
}

test("the output has the type that each library's schema gives it", () => {
  calls(async (thread) => {
    const Zod = z.object({ n: z.string().transform(Number), risk: z.enum(["low", "high"]) });
    const zod = await thread.run("Go", { output: Zod });
    expectTypeOf(zod.output).toEqualTypeOf<{ n: number; risk: "low" | "high" }>();
    expectTypeOf(zod.finalResponse).toEqualTypeOf<string | null>();

    const ark = await thread.run("Go", {
      output: type({ n: "string.numeric.parse", "+": "reject" }),
    });
    expectTypeOf(ark.output).toEqualTypeOf<{ n: number }>();

    const valibot = toStandardJsonSchema(v.object({ n: v.pipe(v.string(), v.transform(Number)) }));
    expectTypeOf((await thread.run("Go", { output: valibot })).output).toEqualTypeOf<{
      n: number;
    }>();

    const struct = Schema.Struct({ n: Schema.NullOr(Schema.Finite) });
    const effect = Schema.toStandardJSONSchemaV1(Schema.toStandardSchemaV1(struct));
    expectTypeOf((await thread.run("Go", { output: effect })).output).toEqualTypeOf<{
      readonly n: number | null;
    }>();
  });
});

test("the output of a handle has it, and without a schema it is undefined", () => {
  calls(async (thread) => {
    const Zod = z.object({ n: z.number() });
    const options = { output: Zod, effort: "low" as const };

    expectTypeOf(await thread.turn("Go", options)).toEqualTypeOf<TurnHandle<{ n: number }>>();
    expectTypeOf(await thread.run("Go", options)).toEqualTypeOf<TurnResult<{ n: number }>>();
    expectTypeOf((await thread.run("Go")).output).toEqualTypeOf<undefined>();
    expectTypeOf((await thread.run("Go", { outputSchema: {} })).output).toEqualTypeOf<undefined>();
    expectTypeOf(await thread.turn("Go", {})).toEqualTypeOf<TurnHandle>();
  });
});

test("what is no such schema does not compile", () => {
  calls(async (thread) => {
    // @ts-expect-error A plain JSON Schema goes into `outputSchema`.
    await thread.run("Go", { output: { type: "object" } });
    // @ts-expect-error Valibot's own schemas have no JSON Schema.
    await thread.run("Go", { output: v.object({ n: v.number() }) });
  });
});
