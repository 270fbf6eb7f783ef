import { mergeConfig } from "vitest/config";
import { packageTests } from "../../tooling/vitest.base.js";

export default mergeConfig(packageTests("long"), {
  // Publishing in tests reaches only this machine: see src/assert-may-contact.ts.
  test: { env: { CODEX_RELEASE_LOOPBACK_ONLY: "1" } },
});
