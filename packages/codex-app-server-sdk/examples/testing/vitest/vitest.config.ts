import { defineConfig } from "vitest/config";

// A real server is started; 5 seconds are little on a busy machine.
export default defineConfig({ test: { testTimeout: 30_000 } });
