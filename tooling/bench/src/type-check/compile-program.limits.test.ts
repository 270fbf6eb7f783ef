import { expect, test } from "vitest";
import { compileLimits } from "./compile-limits.js";
import { type Compiler, compileProgram, compilers } from "./compile-program.js";

test.each(Object.keys(compilers) as Compiler[])(
  "%s makes few types of four lines with the SDK, and fills in few type parameters",
  async (compiler) => {
    const { types, instantiations } = await compileProgram(compiler, "sdk");

    expect(types).toBeLessThanOrEqual(compileLimits.types);
    expect(instantiations).toBeLessThanOrEqual(compileLimits.instantiations);
    // Without the SDK there are 118.
    expect(types).toBeGreaterThan(130);
  },
);
